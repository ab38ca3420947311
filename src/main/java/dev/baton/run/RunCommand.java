package dev.baton.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.UUID;

/** What somebody wants of a run that is under way. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @Type(name = "cancel", value = RunCommand.Cancel.class),
    @Type(name = "pause", value = RunCommand.Pause.class),
    @Type(name = "resume", value = RunCommand.Resume.class),
    @Type(name = "signal", value = RunCommand.Signal.class),
    @Type(name = "set", value = RunCommand.SetVariables.class),
    @Type(name = "child_ended", value = RunCommand.ChildEnded.class),
    @Type(name = "approval_changed", value = RunCommand.ApprovalChanged.class),
    @Type(name = "approval_ended", value = RunCommand.ApprovalEnded.class)
})
sealed interface RunCommand {

    /**
     * @param by who wants it, by name
     */
    record Cancel(String by, String reason) implements RunCommand {}

    record Pause(String by, String reason) implements RunCommand {}

    record Resume(String by) implements RunCommand {}

    record Signal(String name, @Nullable Object payload) implements RunCommand {}

    /**
     * @param values null removes a variable
     * @param version that the run must have when they are set; null for any
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SetVariables(String by, Map<String, @Nullable Object> values, @Nullable Integer version)
            implements RunCommand {}

    /** The run that a step began and waits for has ended. */
    record ChildEnded(String step, int attempt, UUID child) implements RunCommand {}

    /**
     * Somebody who decides has changed what a step would act with: people are asked about that now.
     *
     * @param before what they were asked until then
     * @param title one sentence that says what will happen
     * @param by who changed it, by name
     */
    record ApprovalChanged(
            String step,
            UUID before,
            UUID approval,
            String title,
            @Nullable Object arguments,
            String by)
            implements RunCommand {}

    /**
     * People have decided whether a step may act, or have not in time.
     *
     * @param refusal why it may not; null when it may
     * @param by who decided, by name; empty for nobody
     * @param hash of what they have agreed to; null from an instance that did not tell it
     */
    record ApprovalEnded(
            String step,
            UUID approval,
            @Nullable StepError refusal,
            String by,
            String comment,
            @Nullable String hash)
            implements RunCommand {}
}
