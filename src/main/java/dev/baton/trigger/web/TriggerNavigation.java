package dev.baton.trigger.web;

import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The triggers' place in the navigation. */
@Configuration(proxyBeanMethods = false)
class TriggerNavigation {

    @Bean
    NavigationEntry triggersNavigation() {
        return new NavigationEntry(
                NavigationGroup.RUN,
                7,
                "/triggers",
                "trigger.list.title",
                "calendar-time",
                Permission.WORKFLOWS_READ.wire());
    }
}
