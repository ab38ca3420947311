package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A step of a run, as its journal tells it.
 *
 * @param path see {@link dev.baton.run.engine.RunEvent}
 * @param kind of its action
 * @param startedAt null before it began
 * @param endedAt null before its end
 * @param arguments what it acted with last; null for a step that only computes, and where they were
 *     not asked for
 * @param result null before its end, and where it was not asked for
 * @param delayed the figures behind why it could not begin yet, which {@code error} tells; null
 *     when it is not put off
 * @param waitsUntil when it goes on by itself; null when it does not wait for time
 * @param signal that it waits for; null for none
 * @param approval what people were asked before it acted, or were asked by it; null for nothing
 * @param skipped why it did not run; null when it did or may yet
 * @param maxRetries attempts after the first one at most; 0 for a step that only computes
 */
public record StepRecord(
        String path,
        String title,
        String kind,
        StepStatus status,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Object arguments,
        @Nullable Object result,
        @Nullable StepError error,
        boolean degraded,
        @Nullable Map<String, String> delayed,
        @Nullable Instant waitsUntil,
        @Nullable String signal,
        @Nullable String skipped,
        @Nullable UUID approval,
        int maxRetries,
        List<Attempt> attempts) {

    StepRecord with(@Nullable Object acted, @Nullable Object gave) {
        return new StepRecord(
                path,
                title,
                kind,
                status,
                startedAt,
                endedAt,
                acted,
                gave,
                error,
                degraded,
                delayed,
                waitsUntil,
                signal,
                skipped,
                approval,
                maxRetries,
                attempts);
    }

    /** Null before its end, and for one that did not run. */
    public @Nullable Duration took() {
        return startedAt == null || endedAt == null ? null : Duration.between(startedAt, endedAt);
    }

    /** Of all its attempts, in nano-units of the tenant's currency. */
    public long costNanos() {
        return attempts.stream().mapToLong(Attempt::costNanos).sum();
    }

    public long tokensIn() {
        return attempts.stream().mapToLong(Attempt::tokensIn).sum();
    }

    public long tokensOut() {
        return attempts.stream().mapToLong(Attempt::tokensOut).sum();
    }

    /** What it waits for; null when it does not. */
    public @Nullable WaitingFor waitingFor() {
        return WaitingFor.of(this);
    }

    /**
     * One attempt.
     *
     * @param key idempotency key, that of an agent's message
     * @param endedAt null while it is under way
     * @param error why it failed; null when it did not
     * @param retryAt when the next one was due; null when there was none
     * @param agent that was asked; null for none
     * @param message that was sent to it; null for none
     * @param served whether it was not made, but given what another run's came to; null for one
     *     that was made
     */
    public record Attempt(
            int number,
            UUID key,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable StepError error,
            @Nullable Instant retryAt,
            @Nullable String agent,
            @Nullable UUID message,
            long costNanos,
            long tokensIn,
            long tokensOut,
            @Nullable Served served) {

        /** Null while it is under way. */
        public @Nullable Duration took() {
            return endedAt == null ? null : Duration.between(startedAt, endedAt);
        }
    }
}
