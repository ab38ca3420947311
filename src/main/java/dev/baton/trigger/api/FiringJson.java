package dev.baton.trigger.api;

import dev.baton.trigger.Firing;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * One time that a trigger had reason to begin a run.
 *
 * @param status {@code pending}, {@code started} or {@code skipped}
 * @param runId null where none began
 * @param reason why none began
 * @param detail more about it
 */
record FiringJson(
        Instant dueAt,
        String status,
        @Nullable UUID runId,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Instant endedAt) {

    static FiringJson of(Firing firing) {
        return new FiringJson(
                firing.dueAt(),
                firing.status().wire(),
                firing.status().hasRun() ? firing.id() : null,
                firing.reason(),
                firing.detail(),
                firing.endedAt());
    }
}
