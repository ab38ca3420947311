package dev.baton.state;

import dev.baton.platform.problem.Unavailable;

import java.time.Duration;

/** So many write the same record that it did not become this one's turn in time. */
public class StateBusy extends Unavailable {

    StateBusy(StateKey key) {
        super(
                503,
                "state_busy",
                "Too many write %s in %s at once.".formatted(key.key(), key.namespace()),
                Duration.ofSeconds(1),
                key.key(),
                key.namespace());
    }
}
