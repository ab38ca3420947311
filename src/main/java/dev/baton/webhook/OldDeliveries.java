package dev.baton.webhook;

import dev.baton.platform.BadConfiguration;
import dev.baton.platform.database.ExpiringTable;
import dev.baton.tenant.TenantId;
import dev.baton.work.Sweep;
import dev.baton.work.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Forgets deliveries some time after their last attempt, their attempts by whole months, and granted
 * wishes to send again.
 */
@Component
class OldDeliveries implements Sweep, ExpiringTable {

    private final DeliveryStore store;
    private final ResendingStore resendings;
    private final WorkQueue work;
    private final Duration kept;

    OldDeliveries(
            DeliveryStore store,
            ResendingStore resendings,
            WorkQueue work,
            WebhookProperties properties) {
        this.store = store;
        this.resendings = resendings;
        this.work = work;
        this.kept = properties.retention();
        if (kept.compareTo(Duration.ofDays(1)) < 0) {
            throw new BadConfiguration("DELIVERY_RETENTION", "is below a day", "Give days: 30d.");
        }
    }

    @Override
    public int forget(TenantId tenant, Instant now, int most) {
        var before = now.minus(kept);
        var forgotten =
                Math.max(
                        store.forget(tenant, before, most),
                        work.forgetDeadLetters(tenant, DeliveryWorker.QUEUE, before, most));
        return Math.max(forgotten, resendings.forget(tenant, before, most));
    }

    @Override
    public String table() {
        return "webhook_attempt";
    }

    @Override
    public Duration kept() {
        return kept;
    }
}
