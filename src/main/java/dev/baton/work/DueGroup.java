package dev.baton.work;

import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The items of one tenant, lane and priority in a queue.
 *
 * @param due of the one that waits longest
 */
record DueGroup(String queue, TenantId tenant, @Nullable UUID lane, int priority, Instant due) {

    /**
     * What one level of priority is worth in waiting time: a fresh critical item goes before a low
     * one for three minutes, then the low one has waited its way to the front.
     */
    static final Duration LEVEL = Duration.ofSeconds(60);

    boolean isDue(Instant now) {
        return !due.isAfter(now);
    }

    /** The higher, the sooner. */
    long score(Instant now) {
        return score(due, priority, now);
    }

    static long score(Instant due, int priority, Instant now) {
        return Duration.between(due, now).toMillis() + priority * LEVEL.toMillis();
    }
}
