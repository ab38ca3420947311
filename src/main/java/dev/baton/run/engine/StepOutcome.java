package dev.baton.run.engine;

import dev.baton.run.StepError;
import dev.baton.run.engine.RunEvent.Use;
import dev.baton.workflow.RetryPolicy.Failure;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** How an attempt of a step ended. */
public sealed interface StepOutcome {

    record Done(@Nullable Object result, @Nullable Use use, boolean degraded)
            implements StepOutcome {}

    /**
     * @param kind what kind of failure that may pass; null for one that will not
     * @param retryAfter what whoever refused asked for; null for nothing
     */
    record Failed(
            StepError error,
            @Nullable Failure kind,
            @Nullable Duration retryAfter,
            @Nullable Use use)
            implements StepOutcome {}

    /**
     * It could not begin for now, or was broken off by us; counts as no attempt.
     *
     * @param facts the figures behind it, such as the agent that is full; null for none
     * @param use what it cost all the same; null for nothing
     */
    record Delayed(
            String code,
            String message,
            @Nullable Map<String, String> facts,
            Instant until,
            @Nullable Use use)
            implements StepOutcome {

        public Delayed(String code, String message, Instant until) {
            this(code, message, null, until, null);
        }
    }

    /** Nothing was done: it would be something else than what people have agreed to. */
    record Outdated() implements StepOutcome {}

    /** It was begun elsewhere and its end will be told later. */
    record Waits(@Nullable Instant until) implements StepOutcome {}
}
