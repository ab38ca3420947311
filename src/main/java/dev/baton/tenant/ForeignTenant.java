package dev.baton.tenant;

import dev.baton.platform.problem.NotFound;

/** An id of another tenant was used; it answers like an id that never existed. */
class ForeignTenant extends NotFound {

    ForeignTenant() {
        super("not_found", "There is nothing under this id.");
    }
}
