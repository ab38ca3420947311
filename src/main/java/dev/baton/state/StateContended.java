package dev.baton.state;

import dev.baton.platform.problem.Conflict;

/** Others changed it each time between its reading and its writing. */
public class StateContended extends Conflict {

    StateContended(StateKey key, int times) {
        super(
                "state_contended",
                "%s in %s was changed by others %d times in a row."
                        .formatted(key.key(), key.namespace(), times),
                key.key(),
                key.namespace(),
                times);
    }
}
