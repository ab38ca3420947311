package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What of a run another run is to begin with, and what is to be different there.
 *
 * @param fromStep id of the step of the run that is executed again, with all that come after it;
 *     null for none
 * @param version of the other's state that the new one begins with; null for the latest
 * @param variables that are set first; null removes one
 * @param input in place of the other's, which steps that are taken over have seen; null for the
 *     same
 * @param graph JSON of another graph, in which the steps that are not executed again are the same;
 *     null for the same graph
 */
public record ForkPoint(
        @Nullable String fromStep,
        @Nullable Integer version,
        Map<String, @Nullable Object> variables,
        @Nullable Map<String, Object> input,
        @Nullable String graph) {}
