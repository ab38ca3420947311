package dev.baton.ledger;

import dev.baton.tenant.TenantId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Tenants whose month may have passed a threshold since somebody last looked. */
@Component
class SpendingSigns {

    private final Set<TenantId> tenants = ConcurrentHashMap.newKeySet();

    void note(TenantId tenant) {
        tenants.add(tenant);
    }

    /** Who was noted; they are forgotten, so whoever fails with one notes it again. */
    Set<TenantId> take() {
        var taken = Set.copyOf(tenants);
        tenants.removeAll(taken);
        return taken;
    }
}
