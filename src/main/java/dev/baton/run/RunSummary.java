package dev.baton.run;

import dev.baton.run.engine.RunState;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a run stands.
 *
 * @param startedAt null before it began
 * @param endedAt null before its end
 * @param version of its state: the journal's last
 * @param currentStep the step that began last; null before the first
 * @param progress from 0 to 1
 * @param dueAt when something goes on by itself; null when nothing waits for time
 * @param asks whether people are asked to decide something
 * @param attempts that were made, by all steps together
 * @param costNanos in nano-units of the tenant's currency
 * @param error why it failed; null unless it did
 */
public record RunSummary(
        RunStatus status,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        int version,
        @Nullable String currentStep,
        double progress,
        @Nullable Instant dueAt,
        boolean asks,
        int attempts,
        long costNanos,
        long tokensIn,
        long tokensOut,
        @Nullable StepError error) {

    /** Of a run that nobody has begun to execute. */
    static RunSummary pending() {
        return new RunSummary(
                RunStatus.PENDING, null, null, 0, null, 0, null, false, 0, 0, 0, 0, null);
    }

    /** Of a run that nobody has executed, but that begins with what another came to. */
    static RunSummary forked(RunState state, int version) {
        return new RunSummary(
                RunStatus.PENDING,
                null,
                null,
                version,
                null,
                state.progress(),
                null,
                false,
                state.executed(),
                0,
                0,
                0,
                null);
    }

    static RunSummary of(RunState state, int version) {
        return of(state, !state.asked().isEmpty(), version);
    }

    static RunSummary of(RunState state, boolean asks, int version) {
        return new RunSummary(
                state.status(),
                state.startedAt(),
                state.endedAt(),
                version,
                state.current(),
                state.progress(),
                state.status().isFinal() ? null : state.due().orElse(null),
                asks && !state.status().isFinal(),
                state.executed(),
                state.costNanos(),
                state.tokensIn(),
                state.tokensOut(),
                state.failure());
    }

    /** How long it took, or takes so far; null before it began. */
    public @Nullable Duration took(Instant now) {
        return startedAt == null
                ? null
                : Duration.between(startedAt, endedAt == null ? now : endedAt);
    }

    RunSummary with(StepError other) {
        return new RunSummary(
                status,
                startedAt,
                endedAt,
                version,
                currentStep,
                progress,
                dueAt,
                asks,
                attempts,
                costNanos,
                tokensIn,
                tokensOut,
                other);
    }

    /** Of a run that is ended because nobody can execute it. */
    RunSummary failed(Instant now, int atVersion, StepError why) {
        return new RunSummary(
                RunStatus.FAILED,
                startedAt,
                now,
                atVersion,
                currentStep,
                progress,
                null,
                false,
                attempts,
                costNanos,
                tokensIn,
                tokensOut,
                why);
    }
}
