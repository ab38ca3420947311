package dev.baton.identity.web;

import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pages about people and tenants in the console's navigation. */
@Configuration(proxyBeanMethods = false)
class IdentityNavigation {

    @Bean
    NavigationEntry usersNavigation() {
        return new NavigationEntry(
                NavigationGroup.MANAGE,
                10,
                "/users",
                "identity.users.title",
                "users",
                Permission.USERS_READ.wire());
    }

    @Bean
    NavigationEntry settingsNavigation() {
        return new NavigationEntry(
                NavigationGroup.MANAGE,
                90,
                "/settings",
                "tenant.settings.title",
                "settings",
                Permission.TENANT_READ.wire());
    }

    @Bean
    NavigationEntry accountsNavigation() {
        return new NavigationEntry(
                NavigationGroup.PLATFORM,
                15,
                "/accounts",
                "identity.accounts.title",
                "user-circle",
                Permission.TENANTS_READ.wire());
    }

    @Bean
    NavigationEntry tenantsNavigation() {
        return new NavigationEntry(
                NavigationGroup.PLATFORM,
                10,
                "/tenants",
                "tenant.index.title",
                "building",
                Permission.TENANTS_READ.wire());
    }
}
