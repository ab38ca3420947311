package dev.baton.agent.web;

import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where agents stand in the console. */
@Configuration(proxyBeanMethods = false)
class AgentNavigation {

    @Bean
    NavigationEntry agentsEntry() {
        return new NavigationEntry(
                NavigationGroup.BUILD,
                10,
                "/agents",
                "agent.index.title",
                "robot",
                Permission.AGENTS_READ.wire());
    }
}
