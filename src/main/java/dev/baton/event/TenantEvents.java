package dev.baton.event;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What can happen to a tenant. Declared here because {@code tenant} stands below this module. */
@Configuration(proxyBeanMethods = false)
class TenantEvents {

    static final EventType CREATED = EventType.publicly("tenant.created");
    static final EventType UPDATED = EventType.publicly("tenant.updated");
    static final EventType SUSPENDED = EventType.publicly("tenant.suspended");
    static final EventType RESUMED = EventType.publicly("tenant.resumed");

    @Bean
    EventType tenantCreated() {
        return CREATED;
    }

    @Bean
    EventType tenantUpdated() {
        return UPDATED;
    }

    @Bean
    EventType tenantSuspended() {
        return SUSPENDED;
    }

    @Bean
    EventType tenantResumed() {
        return RESUMED;
    }
}
