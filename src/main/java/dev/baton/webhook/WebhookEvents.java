package dev.baton.webhook;

import dev.baton.event.EventType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Events about delivering events. */
@Configuration(proxyBeanMethods = false)
class WebhookEvents {

    /** The endpoint was created, edited, paused, activated or deleted; for other instances' caches. */
    static final EventType CHANGED = EventType.internally("webhook.changed");

    static final EventType DISABLED = EventType.publicly("webhook.endpoint_disabled");
    static final EventType EXHAUSTED = EventType.publicly("webhook.exhausted");

    /** Sent to one endpoint only, by hand. */
    static final EventType TEST = EventType.publicly("webhook.test");

    @Bean
    EventType webhookChanged() {
        return CHANGED;
    }

    @Bean
    EventType webhookEndpointDisabled() {
        return DISABLED;
    }

    @Bean
    EventType webhookExhausted() {
        return EXHAUSTED;
    }

    @Bean
    EventType webhookTest() {
        return TEST;
    }
}
