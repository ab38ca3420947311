package dev.baton.platform.web;

import dev.baton.platform.problem.Unavailable;
import java.time.Duration;

/** The database could not do it to this row, so it was not asked for those after it either. */
class BulkStopped extends Unavailable {

    BulkStopped() {
        super(503, "bulk_stopped", "The database is busy; try again.", Duration.ZERO);
    }
}
