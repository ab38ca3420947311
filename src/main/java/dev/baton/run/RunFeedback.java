package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * What one person or key thinks of a run that has ended.
 *
 * @param rater account or key
 * @param byKey whether an API key said it
 * @param name e-mail address or key name
 * @param comment null for none
 * @param updatedAt when it was said last
 */
public record RunFeedback(
        UUID rater,
        boolean byKey,
        String name,
        Rating rating,
        @Nullable String comment,
        Instant createdAt,
        Instant updatedAt) {}
