package dev.baton.trigger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * One time that a trigger had reason to begin a run.
 *
 * @param id the run's, where one began
 * @param key what made it fire
 * @param reason code of why no run began
 * @param detail the same in a sentence
 * @param cause JSON of what made it fire; null once it is decided
 * @param traceId of its run alone, by which what comes of it is known
 * @param depth how many firings led to it
 */
public record Firing(
        UUID id,
        UUID trigger,
        String key,
        Instant dueAt,
        Overlap overlap,
        FiringStatus status,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable String cause,
        String traceId,
        int depth,
        @Nullable Instant endedAt) {}
