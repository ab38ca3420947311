package dev.baton.identity.key;

import dev.baton.platform.problem.Denied;

/** The key lives, but its tenant is suspended. */
class TenantSuspended extends Denied {

    TenantSuspended() {
        super("tenant_suspended", "The tenant of this key is suspended.");
    }
}
