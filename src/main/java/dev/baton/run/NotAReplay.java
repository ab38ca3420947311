package dev.baton.run;

import dev.baton.platform.problem.NotFound;

/** The run replays no other. */
public class NotAReplay extends NotFound {

    NotAReplay(RunId id) {
        super("run_is_no_replay", "Run %s is no replay.".formatted(id), id.toString());
    }
}
