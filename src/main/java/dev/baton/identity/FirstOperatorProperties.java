package dev.baton.identity;

import dev.baton.platform.Environment;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who operates an installation that nobody operates yet.
 *
 * @param email {@code BATON_ADMIN_EMAIL}
 * @param password {@code BATON_ADMIN_PASSWORD}; only the first start reads it
 * @param environment {@code ENVIRONMENT}
 */
@ConfigurationProperties("baton.first-operator")
record FirstOperatorProperties(
        @DefaultValue("") String email,
        @DefaultValue("") String password,
        @DefaultValue("development") String environment) {

    boolean isDevelopment() {
        return Environment.of(environment) == Environment.DEVELOPMENT;
    }

    boolean isNobody() {
        return email.isBlank() && password.isEmpty();
    }

    @Override
    public String toString() {
        return "FirstOperatorProperties[" + email + "]";
    }
}
