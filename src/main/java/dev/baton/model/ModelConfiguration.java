package dev.baton.model;

import dev.baton.event.EventType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Declares the module's events to the catalogue. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

    @Bean
    EventType connectionUpdated() {
        return ConnectionChanges.CONNECTION_UPDATED;
    }

    @Bean
    EventType exchangeRateUpdated() {
        return ConnectionChanges.EXCHANGE_RATE_UPDATED;
    }
}
