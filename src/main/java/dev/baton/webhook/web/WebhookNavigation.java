package dev.baton.webhook.web;

import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The webhooks' place in the navigation. */
@Configuration(proxyBeanMethods = false)
class WebhookNavigation {

    @Bean
    NavigationEntry webhooksNavigation() {
        return new NavigationEntry(
                NavigationGroup.CONNECT,
                20,
                "/webhooks",
                "webhook.list.title",
                "webhook",
                Permission.WEBHOOKS_READ.wire());
    }
}
