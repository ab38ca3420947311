package dev.baton.tenant;

import org.springframework.stereotype.Service;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much of what tenants share each is due. Few weigh more than one, so those are remembered, all
 * of them: asking reads memory only, and whoever shares something out says when to look again.
 */
@Service
public class TenantWeights {

    /** In case that this instance did not hear of a change. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

    private final Tenants tenants;
    private volatile Map<TenantId, Integer> heavier = Map.of();
    private volatile boolean outdated = true;
    private volatile long readAt;

    TenantWeights(Tenants tenants) {
        this.tenants = tenants;
    }

    /** As it was when last looked at. */
    public int of(TenantId tenant) {
        return heavier.getOrDefault(tenant, TenantLimits.DEFAULT_WEIGHT);
    }

    /** Looks again, if any tenant changed since. */
    public void renew() {
        if (!outdated && System.nanoTime() - readAt < LONGEST_NANOS) {
            return;
        }
        // Before reading: what changes from here on is looked at the next time.
        outdated = false;
        readAt = System.nanoTime();
        try {
            heavier =
                    tenants.findHeavierThan(TenantLimits.DEFAULT_WEIGHT).stream()
                            .collect(Collectors.toMap(Heavier::id, Heavier::weight));
        } catch (RuntimeException unread) {
            outdated = true;
            throw unread;
        }
    }

    void forget() {
        outdated = true;
    }

    /** A tenant and its weight. */
    record Heavier(TenantId id, int weight) {}
}
