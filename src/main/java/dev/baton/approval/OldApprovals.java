package dev.baton.approval;

import dev.baton.tenant.TenantId;
import dev.baton.work.Sweep;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;

/**
 * Forgets approvals with what was decided, and who stood in for whom, some time after they ended:
 * as long as messages stay.
 */
@Component
class OldApprovals implements Sweep {

    private final ApprovalStore store;
    private final HandoverStore handovers;
    private final Duration kept;

    OldApprovals(ApprovalStore store, HandoverStore handovers, ApprovalProperties properties) {
        this.store = store;
        this.handovers = handovers;
        this.kept = properties.retention();
    }

    @Override
    public int forget(TenantId tenant, Instant now, int most) {
        var before = now.minus(kept);
        return store.forget(tenant, before, most) + handovers.forget(tenant, before, most);
    }
}
