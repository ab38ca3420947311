package dev.baton.run.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.run.Simulation;
import dev.baton.run.Simulation.Played;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a workflow would do. Nothing of it has happened.
 *
 * @param status how the run would end; where it stands, when it was stopped
 * @param stopped why it was not played to its end: {@code moves} (2 000), {@code time} (5 seconds),
 *     {@code size} (4 000 000 letters) or {@code waiting} (for a signal that does not come)
 * @param missing steps that it would go on without
 * @param durationMs by its own clock, which leaps over waits
 * @param steps those that came up, in their order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SimulationJson(
        String status,
        @Nullable String stopped,
        Map<String, Object> input,
        @Nullable Object output,
        RunJson.@Nullable ErrorJson error,
        List<String> missing,
        Map<String, @Nullable Object> variables,
        AskedJson asked,
        int attempts,
        long durationMs,
        List<PlayedJson> steps) {

    /** What it would ask of others; attempts that fail count. */
    record AskedJson(int modelCalls, int requests, int approvals, int workflows) {}

    /**
     * @param skipped why it did not run: {@code condition}, {@code not_chosen} or {@code
     *     not_reached}
     * @param arguments what it would act with
     * @param from where what it gave comes from: {@code given}, {@code recorded} or {@code sample};
     *     left out where it was computed
     * @param beganMs since the beginning; left out where it did not run
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PlayedJson(
            String path,
            String title,
            String kind,
            String status,
            @Nullable String skipped,
            @Nullable Object arguments,
            @Nullable Object result,
            RunJson.@Nullable ErrorJson error,
            @Nullable String from,
            int attempts,
            @Nullable Long beganMs,
            @Nullable Long durationMs) {

        static PlayedJson of(Played played, Instant start) {
            var step = played.step();
            var took = step.took();
            return new PlayedJson(
                    step.path(),
                    step.title(),
                    step.kind(),
                    step.status().wire(),
                    step.skipped(),
                    step.arguments(),
                    step.result(),
                    RunJson.ErrorJson.of(step.error()),
                    played.origin() == null ? null : played.origin().wire(),
                    step.attempts().size(),
                    step.startedAt() == null
                            ? null
                            : Duration.between(start, step.startedAt()).toMillis(),
                    took == null ? null : took.toMillis());
        }
    }

    static SimulationJson of(Simulation played) {
        var asked = played.asked();
        return new SimulationJson(
                played.status().wire(),
                played.stopped() == null ? null : played.stopped().wire(),
                played.input(),
                played.output(),
                RunJson.ErrorJson.of(played.error()),
                played.missing(),
                played.variables(),
                new AskedJson(
                        asked.modelCalls(), asked.requests(), asked.approvals(), asked.workflows()),
                played.attempts(),
                played.took().toMillis(),
                played.steps().stream()
                        .map(step -> PlayedJson.of(step, played.startedAt()))
                        .toList());
    }
}
