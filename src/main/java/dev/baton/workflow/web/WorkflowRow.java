package dev.baton.workflow.web;

import dev.baton.platform.NanoUnits;
import dev.baton.workflow.WorkflowFigures;
import dev.baton.workflow.WorkflowFigures.Figure;
import dev.baton.workflow.WorkflowSummary;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A workflow as its list shows it.
 *
 * @param figures those that could be told
 * @param currency of what its runs cost
 */
record WorkflowRow(WorkflowSummary workflow, Map<Figure, Long> figures, String currency) {

    public @Nullable Long activeTriggers() {
        return figures.get(Figure.ACTIVE_TRIGGERS);
    }

    public @Nullable Long restingTriggers() {
        return figures.get(Figure.RESTING_TRIGGERS);
    }

    public boolean hasTriggers() {
        return is(activeTriggers()) || is(restingTriggers());
    }

    /** Up to so many; null where that could not be read. */
    public @Nullable Long runs() {
        var runs = figures.get(Figure.RUNS);
        return runs == null ? null : Math.min(runs, WorkflowFigures.MOST_COUNTED);
    }

    public boolean hasRuns() {
        return is(runs());
    }

    /** Whether there are more than are counted. */
    public boolean hasMore() {
        return figures.getOrDefault(Figure.RUNS, 0L) > WorkflowFigures.MOST_COUNTED;
    }

    public @Nullable Long completed() {
        return figures.get(Figure.COMPLETED);
    }

    public @Nullable Long ended() {
        return figures.get(Figure.ENDED);
    }

    /** The share of those that ended; null before any has. */
    public @Nullable Double success() {
        var ended = ended();
        var completed = completed();
        return ended == null || completed == null || ended == 0 ? null : (double) completed / ended;
    }

    /** In nano-units; null before any has ended. */
    public @Nullable Long averageCost() {
        var ended = ended();
        var cost = figures.get(Figure.COST);
        return ended == null || cost == null || ended == 0 ? null : cost / ended;
    }

    /** The same in units, as files write it. */
    @Nullable String averageCostText() {
        var nanos = averageCost();
        return nanos == null ? null : NanoUnits.text(nanos);
    }

    private static boolean is(@Nullable Long count) {
        return count != null && count > 0;
    }
}
