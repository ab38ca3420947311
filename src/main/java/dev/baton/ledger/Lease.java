package dev.baton.ledger;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The part of a month's budget that this instance may spend without asking the database again.
 *
 * <p>{@code available} is what is granted, less what is settled, less what is reserved by calls in
 * flight. It can fall below zero only when a provider used more than the worst case it was asked for.
 */
final class Lease {

    private final AtomicLong available = new AtomicLong();
    private final AtomicLong reserved = new AtomicLong();

    /** Sets the amount aside, or nothing at all. */
    boolean reserve(long nanos) {
        while (true) {
            var left = available.get();
            if (left < nanos) {
                return false;
            }
            if (available.compareAndSet(left, left - nanos)) {
                reserved.addAndGet(nanos);
                return true;
            }
        }
    }

    /** A reserved call ended: what it cost is gone, the rest is available again. */
    void settle(long reservedNanos, long costNanos) {
        reserved.addAndGet(-reservedNanos);
        available.addAndGet(reservedNanos - costNanos);
    }

    void grant(long nanos) {
        available.addAndGet(nanos);
    }

    /** Takes back what no call has reserved. */
    long withdrawAvailable() {
        return Math.max(0, available.getAndUpdate(left -> Math.min(left, 0)));
    }

    long available() {
        return available.get();
    }

    long reserved() {
        return reserved.get();
    }
}
