package dev.baton.approval;

import java.time.Instant;
import java.util.UUID;

/** Where something open stands in the order in which things are due. */
record Due(UUID id, Instant at) {

    /** What stands for no deadline. */
    static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");
}
