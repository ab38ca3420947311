package dev.baton.approval;

import dev.baton.tenant.TenantId;
import dev.baton.work.Sweep;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;

/**
 * Forgets approvals with what was decided, some time after they ended: as long as messages stay.
 */
@Component
class OldApprovals implements Sweep {

    private final ApprovalStore store;
    private final Duration kept;

    OldApprovals(ApprovalStore store, ApprovalProperties properties) {
        this.store = store;
        this.kept = properties.retention();
    }

    @Override
    public int forget(TenantId tenant, Instant now, int most) {
        return store.forget(tenant, now.minus(kept), most);
    }
}
