package dev.baton.webhook;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** A place in the queue for an endpoint's rate. */
record Turn(Instant at, UUID delivery) {

    private static final UUID LAST = new UUID(-1L, -1L);

    static Turn of(Delivery queued) {
        return new Turn(Objects.requireNonNull(queued.turnAt()), queued.id());
    }

    /** The place of whoever goes last in a moment. */
    static Turn endOf(Instant moment) {
        return new Turn(moment, LAST);
    }
}
