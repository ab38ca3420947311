package dev.baton.identity.key;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a key holds. */
public enum KeyState {
    ACTIVE,
    EXPIRED,
    REVOKED;

    static KeyState at(Instant now, Instant expiresAt, @Nullable Instant revokedAt) {
        if (revokedAt != null) {
            return REVOKED;
        }
        return expiresAt.isAfter(now) ? ACTIVE : EXPIRED;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<KeyState> ofWire(@Nullable String wire) {
        return Arrays.stream(values()).filter(it -> it.wire().equals(wire)).findFirst();
    }
}
