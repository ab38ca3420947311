package dev.baton.workflow;

import dev.baton.tenant.Actor;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/** What runs of a workflow have come to, for whoever writes expressions about the like. */
public interface RecordedSamples {

    /**
     * Of one run.
     *
     * @param results what its steps gave, by their ids; of items and rounds, the first one's
     */
    record Recorded(Map<String, Object> input, Map<String, ? extends @Nullable Object> results) {}

    /** Of the last run that has ended; empty when there is none, or the actor may not see runs. */
    Optional<Recorded> last(WorkflowId workflow, Actor by);
}
