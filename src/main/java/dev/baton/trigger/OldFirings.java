package dev.baton.trigger;

import dev.baton.tenant.TenantId;
import dev.baton.work.Sweep;
import dev.baton.work.WorkQueue;

import org.springframework.stereotype.Component;

import java.time.Instant;

/** Forgets firings some time after they were decided: as long as runs stay. */
@Component
class OldFirings implements Sweep {

    private final FiringStore store;
    private final WorkQueue work;
    private final TriggerProperties properties;

    OldFirings(FiringStore store, WorkQueue work, TriggerProperties properties) {
        this.store = store;
        this.work = work;
        this.properties = properties;
    }

    @Override
    public int forget(TenantId tenant, Instant now, int most) {
        var before = now.minus(properties.retention());
        return Math.max(
                store.forget(tenant, before, most),
                work.forgetDeadLetters(tenant, Firings.QUEUE, before, most));
    }
}
