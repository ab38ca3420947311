package dev.baton.run;

import dev.baton.platform.problem.Conflict;

/** The run has ended: nothing will happen to it any more. */
public class RunEnded extends Conflict {

    RunEnded(RunId id, RunStatus status) {
        super(
                "run_ended",
                "Run %s has ended (%s).".formatted(id, status.wire()),
                id.toString(),
                status.wire());
    }
}
