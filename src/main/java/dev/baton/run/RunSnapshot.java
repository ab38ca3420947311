package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A version of a run whose state is kept.
 *
 * @param automatic whether nobody asked for it; it may be forgotten while the run goes on
 * @param createdBy who asked for it; null for nobody
 */
public record RunSnapshot(
        int version, boolean automatic, @Nullable String createdBy, Instant createdAt) {}
