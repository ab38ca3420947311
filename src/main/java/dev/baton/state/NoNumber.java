package dev.baton.state;

import dev.baton.platform.problem.Conflict;

/** Only a whole number can be incremented, and what is there is something else. */
public class NoNumber extends Conflict {

    NoNumber(StateKey key) {
        super(
                "state_no_number",
                "%s in %s is no whole number.".formatted(key.key(), key.namespace()),
                key.key(),
                key.namespace());
    }
}
