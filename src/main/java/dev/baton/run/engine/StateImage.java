package dev.baton.run.engine;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.run.RunStatus;
import dev.baton.run.StepError;
import dev.baton.run.StepStatus;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All that a {@link RunState} knows, as values that can be written as JSON and read again. It
 * changes no more, whatever becomes of the state.
 *
 * @param format that it is written in; one that is not known is not read
 * @param endAfterUndoing how it ends once what it did is undone; null before it is
 * @param scopes those that are open, the outer ones first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StateImage(
        int format,
        Map<String, Object> input,
        Map<String, @Nullable Object> variables,
        RunStatus status,
        boolean paused,
        @Nullable StepError failure,
        @Nullable RunStatus endAfterUndoing,
        @Nullable Object output,
        @Nullable String current,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Map<String, @Nullable Object> finalResults,
        double finalProgress,
        int executed,
        int counted,
        long letters,
        long costNanos,
        long tokensIn,
        long tokensOut,
        List<String> missing,
        List<Undo> undos,
        List<Signal> signals,
        Map<String, Integer> repeats,
        List<Scope> scopes,
        List<Step> undoing) {

    /** Of what is written now. */
    public static final int FORMAT = 1;

    /** What undoes a step that was completed. */
    public record Undo(String step, Object arguments) {}

    /** One that nobody has waited for yet. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Signal(String name, @Nullable Object payload) {}

    /**
     * @param steps in the order of the scope; null for one that nothing has happened to
     */
    public record Scope(
            String path,
            Map<String, @Nullable Object> own,
            Map<String, @Nullable Object> results,
            List<@Nullable Step> steps,
            int unfinished) {}

    /**
     * How a step stands.
     *
     * @param failedAgents ids of those that have failed at it; null for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            String path,
            StepStatus status,
            int awaited,
            int arrived,
            int attempt,
            @Nullable Object arguments,
            @Nullable UUID call,
            @Nullable Instant firstBegunAt,
            @Nullable Instant due,
            @Nullable String signal,
            boolean delayed,
            int delays,
            @Nullable UUID approval,
            @Nullable String title,
            boolean approved,
            @Nullable String agreed,
            @Nullable StepError error,
            @Nullable List<UUID> failedAgents,
            @Nullable Container container) {}

    /**
     * @param failed indexes of those that did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Container(
            @Nullable List<Object> items,
            List<@Nullable Object> outputs,
            int opened,
            int ended,
            List<Integer> failed,
            @Nullable Object last) {}
}
