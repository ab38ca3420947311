package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

/** What becomes of a run when a step has failed for good. */
public sealed interface FailurePolicy {

    /** The run fails, after what already happened is compensated where steps say how. */
    record Fail() implements FailurePolicy {}

    /**
     * The run goes on as if the step had this result, and ends as partial.
     *
     * @param value null for no result; {@code error} is bound in it
     */
    record GoOn(@Nullable Template value) implements FailurePolicy {}

    /** Another agent is asked the same; the result is marked degraded. */
    record OtherAgent(Template agent) implements FailurePolicy {}
}
