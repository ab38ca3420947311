package dev.baton.identity;

import dev.baton.tenant.TenantId;
import java.util.Collection;
import java.util.Map;

/** Implemented by modules that count what tenants have and use, for the operator's list of them. */
public interface TenantFigures {

    /** What can be told of a tenant. */
    enum Figure {
        AGENTS,
        /** Of the last 24 hours. */
        CALLS,
        /** In the tenant's present month, in nano-units of its currency. */
        SPENT
    }

    /** Each figure by tenant; a tenant that is missing has none. At least one tenant is asked for. */
    Map<Figure, Map<TenantId, Long>> of(Collection<TenantList.Row> tenants);
}
