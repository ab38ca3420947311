package dev.baton.console.health;

import dev.baton.platform.BadConfiguration;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.logging.LoggersEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Lets a monitoring system read the metrics without signing in. They are served on an address and
 * port of their own, which is what keeps them from everybody else. Whoever changes something there,
 * the level of a log, shows the {@link ServiceToken}.
 */
@Configuration(proxyBeanMethods = false)
class ManagementSecurity {

    @Bean
    @Order(0)
    SecurityFilterChain managementChain(
            HttpSecurity http, Environment environment, ServiceToken serviceToken) {
        if (ManagementPortType.get(environment) == ManagementPortType.SAME) {
            throw new BadConfiguration(
                    "MANAGEMENT_PORT",
                    "is the port of the service itself",
                    "Give the metrics a port of their own.");
        }
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(
                        it ->
                                it.requestMatchers(EndpointRequest.to(LoggersEndpoint.class))
                                        .access(
                                                (_, context) ->
                                                        new AuthorizationDecision(
                                                                serviceToken.isIn(
                                                                        context.getRequest())))
                                        .anyRequest()
                                        .permitAll())
                .sessionManagement(
                        it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(it -> it.disable())
                .build();
    }
}
