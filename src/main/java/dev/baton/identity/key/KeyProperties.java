package dev.baton.identity.key;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How API keys are made.
 *
 * @param issuer {@code API_KEY_ISSUER}, the tokens' {@code iss}; changing it ends every key
 * @param lifetime of a key that asks for none
 * @param longestLifetime that a key may ask for
 */
@ConfigurationProperties("baton.keys")
record KeyProperties(
        @DefaultValue("baton") String issuer,
        @DefaultValue("90d") Duration lifetime,
        @DefaultValue("366d") Duration longestLifetime) {}
