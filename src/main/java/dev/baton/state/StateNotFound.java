package dev.baton.state;

import dev.baton.platform.problem.NotFound;

/** The tenant keeps nothing under this name, or no longer. */
public class StateNotFound extends NotFound {

    StateNotFound(StateKey key) {
        super(
                "state_not_found",
                "There is no %s in %s.".formatted(key.key(), key.namespace()),
                key.key(),
                key.namespace());
    }
}
