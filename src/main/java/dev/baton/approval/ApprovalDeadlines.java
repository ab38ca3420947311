package dev.baton.approval;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;

/**
 * Notices whose time is over, on every instance. The first one to hold the row acts, the others see
 * that it did.
 */
@Component
class ApprovalDeadlines {

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalDeadlines.class);

    private static final int AT_A_TIME = 200;

    private final ApprovalStore store;
    private final Approvals approvals;
    private final Clock clock;

    ApprovalDeadlines(ApprovalStore store, Approvals approvals, Clock clock) {
        this.store = store;
        this.approvals = approvals;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1_000)
    void look() {
        var now = clock.instant();
        var last = DueOrder.FIRST;
        for (var some = store.dueAcrossTenants(now, last, AT_A_TIME);
                !some.isEmpty();
                some = store.dueAcrossTenants(now, last, AT_A_TIME)) {
            some.forEach(overdue -> expire(overdue.id(), now));
            last = some.getLast().due();
        }
    }

    /** One that fails is tried again at the next look, and holds up no other. */
    private void expire(ApprovalId id, Instant now) {
        try {
            approvals.expire(id, now);
        } catch (RuntimeException failure) {
            LOG.warn("The end of approval {} waits", id.value(), failure);
        }
    }
}
