package dev.baton.ledger;

import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.tenant.TenantId;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Puts names to the ids of one dimension; implemented by the module that owns them. */
public interface UsageNaming {

    Dimension dimension();

    /** Names of those that still have one. */
    Map<UUID, String> names(TenantId tenant, Collection<UUID> ids);
}
