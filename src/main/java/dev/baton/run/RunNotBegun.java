package dev.baton.run;

import dev.baton.platform.problem.Conflict;

/** The run has not begun, or not ended, so there is nothing to go on with. */
public class RunNotBegun extends Conflict {

    RunNotBegun(RunId id) {
        super("run_not_begun", "Run %s has not begun.".formatted(id), id.toString());
    }
}
