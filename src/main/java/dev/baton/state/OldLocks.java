package dev.baton.state;

import dev.baton.tenant.TenantId;
import dev.baton.work.Sweep;

import org.springframework.stereotype.Component;

import java.time.Instant;

/** Forgets locks whose holders died and that nobody took after them. */
@Component
class OldLocks implements Sweep {

    private final LockStore store;

    OldLocks(LockStore store) {
        this.store = store;
    }

    @Override
    public int forget(TenantId tenant, Instant now, int most) {
        return store.forget(tenant, now, most);
    }
}
