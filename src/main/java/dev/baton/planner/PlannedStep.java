package dev.baton.planner;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A step of a plan and what it may take, all its items and rounds together.
 *
 * @param id in the graph
 * @param kind what the step does: {@code agent}, {@code map}
 * @param agent name; null where no agent is asked, or which one is only known when it runs
 * @param capability that the agent must have; null for any
 * @param after steps that must have ended before
 * @param inside the step that it belongs to; null for one of the run's own
 * @param tokensIn likely to be read by a model
 * @param tokensOut likely to be written
 * @param cost nano-units of the tenant's currency
 * @param millis how long
 * @param calls of agents
 * @param fromHistory whether cost and time are those of calls that were made
 * @param prompt what the agent would be told, the first of several; expressions whose values are
 *     not known yet stand as they were written; null where no agent is asked
 * @param isLacking whether the agent that is named cannot be asked now: there is none, or it is off
 */
public record PlannedStep(
        String id,
        String title,
        String kind,
        @Nullable String agent,
        @Nullable String capability,
        List<String> after,
        @Nullable String inside,
        long tokensIn,
        long tokensOut,
        Range cost,
        Range millis,
        Range calls,
        boolean fromHistory,
        @Nullable String prompt,
        boolean isLacking) {}
