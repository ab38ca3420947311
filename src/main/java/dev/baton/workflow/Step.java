package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One step of a graph.
 *
 * @param id a name for expressions, unique in the whole graph: a small letter, then small letters,
 *     digits and underscores, 40 at most
 * @param title for people; the id where none is given
 * @param after steps of the same scope that must have ended before; empty to begin at once
 * @param when must be true for the step to run, else it is skipped; null for always
 * @param timeout of one attempt; null for the instance's default
 * @param assignments variables of the run that the result is put into, by name
 * @param approval who must agree before the step acts; null for nobody
 * @param compensation what undoes the step's effect when the run fails later; null for nothing
 */
public record Step(
        String id,
        String title,
        List<String> after,
        @Nullable Expression when,
        Action action,
        @Nullable Duration timeout,
        RetryPolicy retry,
        FailurePolicy onFailure,
        Map<String, Assignment> assignments,
        @Nullable ApprovalRule approval,
        @Nullable Action compensation) {

    /** Who must agree before it acts, or whom it asks; null for nobody. */
    public @Nullable ApprovalRule agreement() {
        return action instanceof Action.Approve(var _, var rule) ? rule : approval;
    }
}
