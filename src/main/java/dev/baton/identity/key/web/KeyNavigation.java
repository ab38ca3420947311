package dev.baton.identity.key.web;

import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pages about keys in the console's navigation. */
@Configuration(proxyBeanMethods = false)
class KeyNavigation {

    @Bean
    NavigationEntry keysNavigation() {
        return new NavigationEntry(
                NavigationGroup.CONNECT,
                10,
                "/keys",
                "key.title",
                "key",
                Permission.KEYS_READ.wire());
    }

    @Bean
    NavigationEntry signingKeysNavigation() {
        return new NavigationEntry(
                NavigationGroup.PLATFORM,
                30,
                "/signing-keys",
                "signing.title",
                "certificate",
                Permission.SYSTEM_READ.wire());
    }
}
