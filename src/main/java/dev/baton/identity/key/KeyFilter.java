package dev.baton.identity.key;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Which keys a list shows; null for what does not matter.
 *
 * @param unusedSince only active ones that nobody has used since then, nor made
 * @param endingBefore only active ones that end before that
 * @param createdBy e-mail address or key name
 * @param name part of the name, whatever the case; empty for any
 */
public record KeyFilter(
        @Nullable KeyState state,
        @Nullable Instant unusedSince,
        @Nullable Instant endingBefore,
        @Nullable String createdBy,
        String name) {

    public static final KeyFilter NONE = of(null);

    public static KeyFilter of(@Nullable KeyState state) {
        return new KeyFilter(state, null, null, null, "");
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
