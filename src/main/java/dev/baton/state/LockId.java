package dev.baton.state;

import dev.baton.tenant.TenantId;
import dev.baton.tenant.TenantScoped;

/** The name of a tenant's lock. */
public record LockId(TenantId tenant, String name) implements TenantScoped {

    public LockId {
        StateNames.check("name", name, StateNames.LONGEST_KEY);
    }
}
