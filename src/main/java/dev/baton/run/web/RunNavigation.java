package dev.baton.run.web;

import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The runs' place in the navigation. */
@Configuration(proxyBeanMethods = false)
class RunNavigation {

    @Bean
    NavigationEntry runsNavigation() {
        return new NavigationEntry(
                NavigationGroup.RUN,
                5,
                "/runs",
                "run.list.title",
                "player-play",
                Permission.RUNS_READ.wire());
    }
}
