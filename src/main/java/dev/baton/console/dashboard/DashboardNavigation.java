package dev.baton.console.dashboard;

import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The dashboard's place in the navigation. */
@Configuration(proxyBeanMethods = false)
class DashboardNavigation {

    @Bean
    NavigationEntry dashboardNavigation() {
        return new NavigationEntry(
                NavigationGroup.OVERVIEW,
                10,
                "/dashboard",
                "console.dashboard.title",
                "layout-dashboard",
                Permission.TENANT_READ.wire());
    }
}
