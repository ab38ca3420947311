package dev.baton.trigger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a request from outside shows that it knows the secret. */
public enum HookSignature {
    /** Not at all: the address is the secret. */
    NONE,
    /** {@code webhook-signature} of Standard Webhooks. */
    STANDARD,
    /** {@code X-Hub-Signature-256}, as GitHub sends it. */
    GITHUB;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<HookSignature> ofWire(String text) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(text)).findFirst();
    }
}
