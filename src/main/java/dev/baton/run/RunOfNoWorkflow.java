package dev.baton.run;

import dev.baton.platform.problem.Conflict;

/** The run executes a graph of its own, of which there is no newer version. */
public class RunOfNoWorkflow extends Conflict {

    RunOfNoWorkflow(RunId id) {
        super(
                "run_of_no_workflow",
                "Run %s executes no version of a workflow.".formatted(id),
                id.toString());
    }
}
