package dev.baton.model;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Secrets as somebody typed them in.
 *
 * @param key null keeps the one there is, empty removes it
 * @param headers null keeps those there are, empty removes them
 */
public record ConnectionSecrets(@Nullable String key, @Nullable Map<String, String> headers) {

    public static final ConnectionSecrets KEPT = new ConnectionSecrets(null, null);

    /** Says nothing of what it holds. */
    @Override
    public String toString() {
        return "ConnectionSecrets[•••]";
    }
}
