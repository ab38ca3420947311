package dev.baton.decision;

import dev.baton.tenant.TenantId;
import java.util.Set;
import java.util.UUID;

/**
 * Implemented by the module that has the agents, so that what is kept of them for longer leads to a
 * page only while there is one.
 */
public interface KnownAgents {

    /** The agents that the tenant may use now. */
    Set<UUID> of(TenantId tenant);
}
