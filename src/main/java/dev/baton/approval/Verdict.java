package dev.baton.approval;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What one person says. */
public enum Verdict {
    APPROVE,
    REJECT;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Verdict> ofWire(@Nullable String wire) {
        return Arrays.stream(values()).filter(one -> one.wire().equals(wire)).findFirst();
    }
}
