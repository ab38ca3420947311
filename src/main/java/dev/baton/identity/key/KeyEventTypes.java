package dev.baton.identity.key;

import dev.baton.event.EventType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What tenants are told about their keys. */
@Configuration(proxyBeanMethods = false)
class KeyEventTypes {

    static final EventType CREATED = EventType.publicly("key.created");
    static final EventType ROTATED = EventType.publicly("key.rotated");
    static final EventType REVOKED = EventType.publicly("key.revoked");

    @Bean
    EventType keyCreated() {
        return CREATED;
    }

    @Bean
    EventType keyRotated() {
        return ROTATED;
    }

    @Bean
    EventType keyRevoked() {
        return REVOKED;
    }
}
