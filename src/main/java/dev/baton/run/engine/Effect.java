package dev.baton.run.engine;

import dev.baton.workflow.Action;
import dev.baton.workflow.Step;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** What is to be done once the events that lead to it are durable. */
public sealed interface Effect {

    /**
     * An attempt of a step is made; its end is told under the same path and attempt.
     *
     * @param action the step's own, or what undoes it, or what brings results together
     * @param firstBegunAt when the first attempt began
     * @param agreed hash of what people have agreed to, which is all that may be done; null where
     *     nobody has to
     * @param failedAgents ids of those that have failed at it
     * @param repeated whether the same attempt may have been made before, by an instance that died
     */
    record Act(
            String path,
            int attempt,
            Step step,
            Action action,
            Object arguments,
            UUID call,
            Instant firstBegunAt,
            @Nullable String agreed,
            Set<UUID> failedAgents,
            boolean repeated)
            implements Effect {}

    /**
     * People are asked whether a step may act, once, however often this is done.
     *
     * @param action what it would do
     */
    record Ask(
            String path,
            UUID approval,
            Step step,
            Action action,
            String title,
            @Nullable Object arguments)
            implements Effect {}

    /** What is under way at a step, or inside it or a scope, is of no use any more. */
    record Stop(String path) implements Effect {}
}
