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

    String queue();

    /** Items of this queue at a time on this instance. */
    int concurrency();

    /** Items of one lane at a time on this instance. */
    default int laneConcurrency() {
        return Integer.MAX_VALUE;
    }

    default int maxAttempts() {
        return 3;
    }

    /** Renewed while the item is worked on; another instance takes over when it ends. */
    default Duration lease() {
        return Duration.ofSeconds(15);
    }

    void work(Claim claim) throws Exception;

    /** Called in the transaction that buries an item which used up its attempts. */
    default void buried(Claim claim, String reason) {}
}
