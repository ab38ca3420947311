package dev.baton.run.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.ledger.Money;
import dev.baton.run.StepRecord;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A step of a run as the API shows it.
 *
 * @param path its id, after those of the step and the item or round that it is in
 * @param arguments what it acted with
 * @param degraded whether something else than what was asked for gave the result
 * @param waitsUntil when it goes on by itself
 * @param waitsForSignal name of the signal that it waits for
 * @param approvalId of what people are or were asked
 * @param skipped why it did not run: {@code condition}, {@code not_chosen} or {@code not_reached}
 * @param maxRetries how many attempts may follow the first, by its retry policy; 0 for a step that
 *     only computes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepJson(
        String path,
        String title,
        String kind,
        String status,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Object arguments,
        @Nullable Object result,
        RunJson.@Nullable ErrorJson error,
        boolean degraded,
        @Nullable Instant waitsUntil,
        @Nullable String waitsForSignal,
        @Nullable WaitingJson waitingFor,
        @Nullable String skipped,
        @Nullable String approvalId,
        int maxRetries,
        List<AttemptJson> attempts) {

    /**
     * @param key idempotency key that the attempt was made under
     * @param nextAt when the next attempt was due
     * @param messageId of the agent's message
     * @param served {@code same} or {@code unproven} where it was not made, but given what the
     *     replayed run's came to; unproven where that does not tell how its agent was configured
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AttemptJson(
            int number,
            String key,
            Instant startedAt,
            @Nullable Instant endedAt,
            RunJson.@Nullable ErrorJson error,
            @Nullable Instant nextAt,
            @Nullable String agent,
            @Nullable String messageId,
            RunJson.UsageJson usage,
            RunJson.CostJson cost,
            @Nullable String served) {

        static AttemptJson of(StepRecord.Attempt attempt, String currency) {
            return new AttemptJson(
                    attempt.number(),
                    attempt.key().toString(),
                    attempt.startedAt(),
                    attempt.endedAt(),
                    RunJson.ErrorJson.of(attempt.error()),
                    attempt.retryAt(),
                    attempt.agent(),
                    attempt.message() == null ? null : attempt.message().toString(),
                    new RunJson.UsageJson(attempt.tokensIn(), attempt.tokensOut()),
                    new RunJson.CostJson(new Money(attempt.costNanos(), currency).text(), currency),
                    attempt.served() == null ? null : attempt.served().wire());
        }
    }

    static StepJson of(StepRecord step, String currency) {
        return new StepJson(
                step.path(),
                step.title(),
                step.kind(),
                step.status().wire(),
                step.startedAt(),
                step.endedAt(),
                step.arguments(),
                step.result(),
                RunJson.ErrorJson.of(step.error()),
                step.degraded(),
                step.waitsUntil(),
                step.signal(),
                WaitingJson.of(step.waitingFor()),
                step.skipped(),
                step.approval() == null ? null : step.approval().toString(),
                step.maxRetries(),
                step.attempts().stream()
                        .map(attempt -> AttemptJson.of(attempt, currency))
                        .toList());
    }
}
