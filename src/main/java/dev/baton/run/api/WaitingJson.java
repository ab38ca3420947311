package dev.baton.run.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.run.WaitingFor;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What a run or a step waits for.
 *
 * @param what {@code turn}, {@code resumption}, {@code approval}, {@code room}, {@code run}, {@code
 *     signal}, {@code retry} or {@code time}
 * @param step that waits; left out where it is the run itself
 * @param code for want of what it could not begin, or why the attempt before failed
 * @param message the same for people
 * @param facts the figures behind it; for {@code turn}, how many runs of the tenant are {@code
 *     before} it (1001 for more than 1000) and which limit holds it back
 * @param until when it goes on by itself
 * @param signal that it goes on with
 * @param runId whose end it waits for
 * @param approvalId what people are asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WaitingJson(
        String what,
        @Nullable String step,
        @Nullable String code,
        @Nullable String message,
        @Nullable Map<String, String> facts,
        @Nullable Instant until,
        @Nullable String signal,
        @Nullable String runId,
        @Nullable String approvalId) {

    static @Nullable WaitingJson of(@Nullable WaitingFor waiting) {
        if (waiting == null) {
            return null;
        }
        var cause = waiting.cause();
        return new WaitingJson(
                waiting.what().wire(),
                waiting.step(),
                cause == null ? null : cause.code(),
                cause == null ? null : cause.message(),
                waiting.facts().isEmpty() ? null : waiting.facts(),
                waiting.until(),
                waiting.signal(),
                text(waiting.run()),
                text(waiting.approval()));
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
