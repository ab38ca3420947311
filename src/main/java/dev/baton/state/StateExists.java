package dev.baton.state;

import dev.baton.platform.problem.Conflict;

/** It was to be created, and is there already. */
public class StateExists extends Conflict {

    StateExists(StateKey key) {
        super(
                "state_exists",
                "There is a %s in %s already.".formatted(key.key(), key.namespace()),
                key.key(),
                key.namespace());
    }
}
