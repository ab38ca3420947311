package dev.baton.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What speaks at the other end of a connection. */
public enum ProviderKind {
    /** OpenAI, or anything that speaks its wire format. */
    OPENAI("https://api.openai.com/v1"),
    ANTHROPIC("https://api.anthropic.com"),
    /** The model built into Baton: no network, no key. */
    DEMO("");

    /** Anthropic makes up to about half as many tokens again of a text as OpenAI does. */
    private static final int ANTHROPICS_MARGIN_PERCENT = 50;

    private final String defaultBaseUrl;

    ProviderKind(String defaultBaseUrl) {
        this.defaultBaseUrl = defaultBaseUrl;
    }

    /** {@code openai}: its name in the API, the database and message keys. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String defaultBaseUrl() {
        return defaultBaseUrl;
    }

    /** Whether it is reached over the network, with a URL and a key. */
    public boolean isRemote() {
        return this != DEMO;
    }

    /** The most input that this provider may count where OpenAI's encoding counts so many tokens. */
    long mostTokens(long counted) {
        return this == ANTHROPIC
                ? counted + Math.ceilDiv(counted * ANTHROPICS_MARGIN_PERCENT, 100)
                : counted;
    }

    public static Optional<ProviderKind> ofWire(String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }
}
