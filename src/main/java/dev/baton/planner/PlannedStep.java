package dev.baton.planner;

import com.fasterxml.jackson.annotation.JsonIgnore;

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
 * @param fromHistory whether cost and time are those of calls that were made, or of runs of the
 *     workflow
 * @param prompt what the agent would be told, the first of several; expressions whose values are
 *     not known yet stand as they were written; null where no agent is asked
 * @param isLacking whether the agent that is named cannot be asked now: there is none, or it is off
 * @param workflow that it runs, whose own estimate its figures are; null where it runs none, and
 *     where nothing is known of the one that it names
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
        boolean isLacking,
        @Nullable Workflow workflow) {

    private static final String RUNS_WORKFLOW = "workflow";

    /**
     * Another workflow that a step runs.
     *
     * @param version that would run now
     * @param isPartial whether some of it is in none of the figures: a workflow that is not there,
     *     or one that begins itself
     */
    public record Workflow(String name, int version, boolean isPartial) {

        Workflow inPart() {
            return new Workflow(name, version, true);
        }
    }

    /** Whether it runs a workflow that is in none of the figures, be it in part. */
    @JsonIgnore
    public boolean isUnpriced() {
        return workflow == null ? kind.equals(RUNS_WORKFLOW) : workflow.isPartial();
    }
}
