package dev.baton.identity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;

/**
 * Keeps Spring Security from timing each of its filters on each request: nobody reads that, and
 * every message would pay for it.
 */
@Configuration(proxyBeanMethods = false)
class SecurityObservation {

    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
