package dev.baton.run;

import dev.baton.platform.problem.Conflict;

/** The run has not ended: nothing can be said of its end, or tried again. */
public class RunStillOpen extends Conflict {

    RunStillOpen(RunId id, RunStatus status) {
        super(
                "run_open",
                "Run %s has not ended (%s).".formatted(id, status.wire()),
                id.toString(),
                status.wire());
    }
}
