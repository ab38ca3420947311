package dev.baton.work;

import java.time.Duration;

/**
 * Does the work of one queue, one item at a time on a virtual thread of its own.
 *
 * <p>It ends an item through {@link WorkQueue} (complete, retry, bury), in the transaction that
 * writes its result. An item that it leaves open or fails with an exception is retried with backoff
 * until {@link #maxAttempts}, then buried.
 */
public interface Worker {

    /** How long a lease lasts unless the worker says otherwise. */
    Duration DEFAULT_LEASE = Duration.ofSeconds(15);

    /** How long the default backoff waits at most. */
    Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    /** Stable name, at most 40 letters. */
    String queue();

    /** Items of this queue at a time on this instance. */
    int concurrency();

    /** Items of one lane at a time on this instance. */
    default int laneConcurrency() {
        return Integer.MAX_VALUE;
    }

    /**
     * Items of one tenant at a time on this instance; less than all, so that somebody else's item
     * finds a place at once. A tenant of a greater weight may have as many times more, but no more
     * than three quarters of all unless everybody may.
     */
    default int tenantConcurrency() {
        return Math.max(1, concurrency() * 3 / 4);
    }

    default int maxAttempts() {
        return 3;
    }

    /**
     * How many attempts beyond {@link #maxAttempts} may end without a word. A process that dies
     * takes all its items with it, and only one of them can be what killed it.
     */
    default int maxInterruptions() {
        return 0;
    }

    /** Renewed while the item is worked on; another instance takes over when it ends. */
    default Duration lease() {
        return DEFAULT_LEASE;
    }

    /** How long to wait after this many failed attempts; Baton adds a jitter of a fifth. */
    default Duration backoff(int attempts) {
        var doubled = Duration.ofSeconds(1L << Math.min(attempts - 1, 10));
        return doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
    }

    /**
     * The thread is interrupted when the lease is lost or Baton stops. A failure that is the
     * database's ({@link dev.baton.platform.database.Outage}) counts as no attempt.
     */
    void work(Claim claim) throws Exception;

    /** Called in the transaction that buries an item which used up its attempts. */
    default void buried(Claim claim, String reason) {}
}
