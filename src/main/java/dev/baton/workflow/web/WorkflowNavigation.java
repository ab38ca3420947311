package dev.baton.workflow.web;

import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where workflows stand in the console. */
@Configuration(proxyBeanMethods = false)
class WorkflowNavigation {

    @Bean
    NavigationEntry workflowsEntry() {
        return new NavigationEntry(
                NavigationGroup.BUILD,
                30,
                "/workflows",
                "workflow.index.title",
                "sitemap",
                Permission.WORKFLOWS_READ.wire());
    }
}
