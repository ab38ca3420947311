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

    public static Optional<ProviderKind> ofWire(String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }
}
