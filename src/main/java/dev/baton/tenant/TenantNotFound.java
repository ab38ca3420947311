package dev.baton.tenant;

import dev.baton.platform.problem.NotFound;

/** No such tenant, or not one the caller may know of. */
public class TenantNotFound extends NotFound {

    public TenantNotFound(TenantId id) {
        super("tenant_not_found", "There is no tenant " + id + ".", id.toString());
    }
}
