package dev.baton.model.provider;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** What a connection shows its provider, in the clear and in memory only; never part of a text. */
public final class Credentials {

    public static final Credentials NONE = new Credentials(null, Map.of());

    private static final String MASK = "•••";

    private final @Nullable String key;
    private final Map<String, String> headers;

    public Credentials(@Nullable String key, Map<String, String> headers) {
        this.key = key;
        this.headers = Map.copyOf(headers);
    }

    @Nullable String key() {
        return key;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** A provider's words without the secrets that it may have repeated. */
    String scrub(String text) {
        var clean = key == null || key.isEmpty() ? text : text.replace(key, MASK);
        for (var value : headers.values()) {
            clean = value.isEmpty() ? clean : clean.replace(value, MASK);
        }
        return clean;
    }

    @Override
    public String toString() {
        return MASK;
    }
}
