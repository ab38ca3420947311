package dev.baton.console.alert;

import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The alerts' place in the navigation. */
@Configuration(proxyBeanMethods = false)
class AlertNavigation {

    @Bean
    NavigationEntry alertsNavigation() {
        return new NavigationEntry(
                NavigationGroup.WATCH,
                40,
                "/alerts",
                "alert.title",
                "bell",
                Permission.TENANT_READ.wire());
    }
}
