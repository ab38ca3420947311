package dev.baton.identity.key.web;

import dev.baton.identity.key.KeyFilter;
import dev.baton.identity.key.KeyState;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * The filters of the list of keys, as its address has them.
 *
 * @param attention {@code unused} or {@code ending}
 */
record KeyCriteria(
        @Nullable String state,
        @Nullable String attention,
        @Nullable String creator,
        @Nullable String q) {

    static final String UNUSED = "unused";
    static final String ENDING = "ending";

    private static final Duration UNUSED_FOR = Duration.ofDays(30);
    private static final Duration ENDING_WITHIN = Duration.ofDays(14);

    KeyFilter filter(Instant now) {
        return new KeyFilter(
                KeyState.ofWire(state).orElse(null),
                UNUSED.equals(attention) ? now.minus(UNUSED_FOR) : null,
                ENDING.equals(attention) ? now.plus(ENDING_WITHIN) : null,
                creator == null || creator.isEmpty() ? null : creator,
                q == null ? "" : q.strip());
    }

    /** Of all states, only active keys can be revoked. */
    KeyFilter revocable(Instant now) {
        var shown = filter(now);
        return new KeyFilter(
                shown.state() == null ? KeyState.ACTIVE : shown.state(),
                shown.unusedSince(),
                shown.endingBefore(),
                shown.createdBy(),
                shown.name());
    }
}
