package dev.baton.work;

import dev.baton.tenant.TenantId;
import java.time.Instant;

/**
 * Forgets rows that were kept as long as they should be. Asked on one instance at a time, each time
 * in a transaction of its own, for one tenant after the other.
 */
public interface Sweep {

    /**
     * Forgets a tenant's oldest, found by an index.
     *
     * @param most of them at a time
     * @return how many; as many as {@code most} when there may be more
     */
    int forget(TenantId tenant, Instant now, int most);
}
