package dev.baton.vault;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where the master key comes from.
 *
 * @param secretKey {@code SECRET_KEY}; may be empty in development only
 * @param secretKeyPrevious {@code SECRET_KEY_PREVIOUS}: keys that are still understood, comma
 *     separated
 * @param environment {@code ENVIRONMENT}
 * @param home {@code BATON_HOME}, where development keeps the key it made for itself
 */
@ConfigurationProperties("baton.vault")
record VaultProperties(
        @DefaultValue("") String secretKey,
        @DefaultValue("") String secretKeyPrevious,
        @DefaultValue("development") String environment,
        @DefaultValue(".baton") Path home) {

    List<String> previousKeys() {
        return Arrays.stream(secretKeyPrevious.split(","))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return "VaultProperties[environment=" + environment + ", home=" + home + "]";
    }
}
