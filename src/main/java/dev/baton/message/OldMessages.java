package dev.baton.message;

import dev.baton.platform.BadConfiguration;
import dev.baton.tenant.TenantId;
import dev.baton.work.Sweep;
import dev.baton.work.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Forgets messages with their answers some time after they ended, and that they were given up. What
 * they cost stays.
 */
@Component
class OldMessages implements Sweep {

    private final MessageStore store;
    private final WorkQueue work;
    private final Duration kept;

    OldMessages(MessageStore store, WorkQueue work, MessageProperties properties) {
        this.store = store;
        this.work = work;
        this.kept = properties.retention();
        if (kept.compareTo(Duration.ofDays(1)) < 0) {
            throw new BadConfiguration("MESSAGE_RETENTION", "is below a day", "Give days: 90d.");
        }
    }

    @Override
    public int forget(TenantId tenant, Instant now, int most) {
        var before = now.minus(kept);
        return Math.max(
                store.forget(tenant, before, most),
                work.forgetDeadLetters(tenant, MessageWorker.QUEUE, before, most));
    }
}
