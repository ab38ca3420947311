package dev.baton.webhook;

import dev.baton.event.EventType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Events about delivering events. */
@Configuration(proxyBeanMethods = false)
class WebhookEvents {

    /** What screens are told about that has no event of its own. */
    static final String DELIVERIES = "deliveries";

    static final EventType DISABLED = EventType.publicly("webhook.endpoint_disabled");
    static final EventType EXHAUSTED = EventType.publicly("webhook.exhausted");

    /** Sent to one endpoint only, by hand. */
    static final EventType TEST = EventType.publicly("webhook.test");

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
