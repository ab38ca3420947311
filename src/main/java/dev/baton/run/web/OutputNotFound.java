package dev.baton.run.web;

import dev.baton.platform.problem.NotFound;
import dev.baton.run.RunId;

/** The run, or its step, has come to nothing yet, or to nothing at all. */
class OutputNotFound extends NotFound {

    OutputNotFound(RunId run) {
        super("run_output_not_found", "Run %s has no such output.".formatted(run), run.toString());
    }
}
