package dev.baton.model.web;

import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The providers' place in the navigation. */
@Configuration(proxyBeanMethods = false)
class ProviderNavigation {

    @Bean
    NavigationEntry providersNavigation() {
        return new NavigationEntry(
                NavigationGroup.CONNECT,
                30,
                "/providers",
                "connection.list.title",
                "plug-connected",
                Permission.PROVIDERS_READ.wire());
    }
}
