package dev.baton.run.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import dev.baton.run.RunStatus;
import dev.baton.run.Served;
import dev.baton.run.StepError;
import dev.baton.workflow.Assignment;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Something that happened to a run. A run's journal is the list of these and the only truth about
 * it: whatever was decided or computed is written here, never decided again.
 *
 * <p>Steps are named by their path: {@code fetch}, or {@code each/3/fetch} for the step {@code
 * fetch} of item 3 (or round 3) of the step {@code each}. A scope is named {@code each/3}; the
 * run's own is the empty text.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @Type(name = "run_started", value = RunEvent.RunStarted.class),
    @Type(name = "taken_over", value = RunEvent.TakenOver.class),
    @Type(name = "step_started", value = RunEvent.StepStarted.class),
    @Type(name = "steps_opened", value = RunEvent.ContainerStarted.class),
    @Type(name = "scope_opened", value = RunEvent.ScopeOpened.class),
    @Type(name = "scope_ended", value = RunEvent.ScopeEnded.class),
    @Type(name = "approval_asked", value = RunEvent.ApprovalAsked.class),
    @Type(name = "approval_changed", value = RunEvent.ApprovalChanged.class),
    @Type(name = "approval_answered", value = RunEvent.ApprovalAnswered.class),
    @Type(name = "step_waiting", value = RunEvent.StepWaiting.class),
    @Type(name = "step_delayed", value = RunEvent.StepDelayed.class),
    @Type(name = "step_completed", value = RunEvent.StepCompleted.class),
    @Type(name = "step_failed", value = RunEvent.StepFailed.class),
    @Type(name = "step_skipped", value = RunEvent.StepSkipped.class),
    @Type(name = "step_cancelled", value = RunEvent.StepCancelled.class),
    @Type(name = "signal_received", value = RunEvent.SignalReceived.class),
    @Type(name = "signal_taken", value = RunEvent.SignalTaken.class),
    @Type(name = "variables_set", value = RunEvent.VariablesSet.class),
    @Type(name = "paused", value = RunEvent.Paused.class),
    @Type(name = "resumed", value = RunEvent.Resumed.class),
    @Type(name = "compensating", value = RunEvent.Compensating.class),
    @Type(name = "run_ended", value = RunEvent.RunEnded.class)
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface RunEvent {

    /** The first of every journal. */
    record RunStarted(Map<String, Object> input) implements RunEvent {}

    /**
     * Another claim executes the run from here on; whoever did so before can append nothing any
     * more.
     *
     * @param instance that executes it
     */
    record TakenOver(UUID instance) implements RunEvent {}

    /**
     * An attempt of a step that acts is made. Its effect happens after this is durable, and again
     * if nobody hears of its end.
     *
     * @param attempt from 1
     * @param arguments exactly what it acts with; null where they are those of the attempt before
     * @param call its idempotency key, the same in every attempt; that of an agent's message. Only
     *     what begins a run has another in each: the id of that run
     */
    record StepStarted(String step, int attempt, @Nullable Object arguments, UUID call)
            implements RunEvent {}

    /**
     * People are asked whether a step may act.
     *
     * @param approval id of what they decide
     * @param title one sentence that says what will happen
     * @param arguments exactly what it will act with
     */
    record ApprovalAsked(String step, UUID approval, String title, @Nullable Object arguments)
            implements RunEvent {}

    /**
     * Somebody who decides has changed what a step would act with, and people are asked about that.
     *
     * @param before id of what they were asked until then
     * @param approval id of what they decide now
     * @param by who changed it, by name
     */
    record ApprovalChanged(
            String step,
            UUID before,
            UUID approval,
            String title,
            @Nullable Object arguments,
            String by)
            implements RunEvent {}

    /**
     * @param answer {@code {by, comment}}
     * @param hash of what was agreed to; null where nobody has told it, or nobody agreed
     */
    record ApprovalAnswered(
            String step, boolean approved, Map<String, Object> answer, @Nullable String hash)
            implements RunEvent {}

    /**
     * A step that has steps of its own begins.
     *
     * @param items of a map; null for a loop
     */
    record ContainerStarted(String step, @Nullable List<Object> items) implements RunEvent {}

    /** An item or round begins. */
    record ScopeOpened(String scope) implements RunEvent {}

    /**
     * An item or round is over.
     *
     * @param error why it failed; null when it did not
     */
    record ScopeEnded(String scope, @Nullable Object output, @Nullable StepError error)
            implements RunEvent {}

    /**
     * A step waits.
     *
     * @param until when it goes on by itself; null for never
     * @param signal that it waits for; null for none
     */
    record StepWaiting(String step, @Nullable Instant until, @Nullable String signal)
            implements RunEvent {}

    /**
     * A step could not begin for now, or was broken off, which counts as no attempt: {@code code}
     * says for want of what.
     *
     * @param facts the figures behind it, such as the agent that is full; null for none
     * @param use what it cost all the same; null for nothing
     */
    record StepDelayed(
            String step,
            String code,
            String message,
            @Nullable Map<String, String> facts,
            Instant until,
            @Nullable Use use)
            implements RunEvent {}

    /**
     * @param changes of the run's variables
     * @param use what it cost; null for nothing
     * @param degraded whether something else than what was asked for gave the result
     * @param undo arguments of what undoes the step, should the run fail; null for nothing
     */
    record StepCompleted(
            String step,
            @Nullable Object result,
            @Nullable Map<String, Change> changes,
            @Nullable Use use,
            boolean degraded,
            @Nullable Object undo)
            implements RunEvent {}

    /**
     * An attempt failed.
     *
     * @param retryAt when the next one is due; null when this was the last
     * @param goesOn whether the run goes on with {@code result} instead
     */
    record StepFailed(
            String step,
            StepError error,
            @Nullable Instant retryAt,
            boolean goesOn,
            @Nullable Object result,
            @Nullable Use use)
            implements RunEvent {}

    record StepSkipped(String step, Why why) implements RunEvent {

        /** Why a step does not run. */
        public enum Why {
            /** Its own condition is false; what comes after it goes on. */
            CONDITION,
            /** A branch took another way. */
            NOT_CHOSEN,
            /** Nothing that it comes after was reached. */
            NOT_REACHED
        }
    }

    record StepCancelled(String step, String reason) implements RunEvent {}

    record SignalReceived(String name, @Nullable Object payload) implements RunEvent {}

    /** A step got the signal of this name that came first. */
    record SignalTaken(String name) implements RunEvent {}

    /**
     * Somebody outside changed variables; a null value removes one.
     *
     * @param command that a change was wanted by which depended on the run's version; null for
     *     others
     */
    record VariablesSet(Map<String, @Nullable Object> values, String by, @Nullable UUID command)
            implements RunEvent {

        public VariablesSet(Map<String, @Nullable Object> values, String by) {
            this(values, by, null);
        }
    }

    record Paused(String by, String reason) implements RunEvent {}

    record Resumed(String by) implements RunEvent {}

    /**
     * The run has failed, or took too long; what the named steps did is undone, in this order.
     *
     * @param end how the run ends then; null in older journals, for as one that has failed
     */
    record Compensating(StepError error, List<String> steps, @Nullable RunStatus end)
            implements RunEvent {}

    /**
     * The last of every journal, unless somebody goes on with the run.
     *
     * @param missing steps that failed and were gone on without; not empty when the result is
     *     partial
     */
    record RunEnded(
            RunStatus status,
            @Nullable Object output,
            @Nullable StepError error,
            List<String> missing)
            implements RunEvent {}

    /** What is done to a variable. */
    record Change(Assignment.How how, @Nullable Object value) {}

    /**
     * What a step used.
     *
     * @param costNanos in nano-units of the tenant's currency
     * @param agent that was asked, by name; null for none
     * @param agentId its id; also null in older journals
     * @param message that was sent to it; null for none
     * @param choosingMicros from the beginning of the attempt until its agent was chosen; null
     *     where none was, and before that was measured
     * @param sent hash of what was sent beside the arguments: how the agent was configured, the
     *     version of its template, and what the step asks of the answer; null where nothing was
     *     sent, and in older journals
     * @param served whether the outcome is another run's, which a replay was given; null where it
     *     is not
     */
    record Use(
            long costNanos,
            long tokensIn,
            long tokensOut,
            @Nullable String agent,
            @Nullable UUID agentId,
            @Nullable UUID message,
            @Nullable Long choosingMicros,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sent,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Served served) {

        /** Of what was asked of no agent, or is told by no more than this. */
        public Use(
                long costNanos,
                long tokensIn,
                long tokensOut,
                @Nullable String agent,
                @Nullable UUID agentId,
                @Nullable UUID message,
                @Nullable Long choosingMicros) {
            this(
                    costNanos,
                    tokensIn,
                    tokensOut,
                    agent,
                    agentId,
                    message,
                    choosingMicros,
                    null,
                    null);
        }

        /** Of an outcome that a replay is given: whom it was asked of then, at no cost now. */
        public static Use served(@Nullable Use then, Served how) {
            return then == null
                    ? new Use(0, 0, 0, null, null, null, null, null, how)
                    : new Use(
                            0, 0, 0, then.agent, then.agentId, then.message, null, then.sent, how);
        }
    }
}
