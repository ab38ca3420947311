package dev.baton.work;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** A claim of this instance, how long its lease lasts and which thread works on it. */
class HeldClaim {

    private final Claim claim;
    private final Duration lease;
    private final Instant keepUntil;
    private volatile Instant leaseEnd;
    private volatile boolean ending;
    private volatile boolean lost;
    private volatile @Nullable Thread thread;
    private volatile Runnable listener = () -> {};

    HeldClaim(Claim claim, Duration lease, Instant leaseEnd, Instant keepUntil) {
        this.claim = claim;
        this.lease = lease;
        this.leaseEnd = leaseEnd;
        this.keepUntil = keepUntil;
    }

    Claim claim() {
        return claim;
    }

    Duration lease() {
        return lease;
    }

    void workedOnBy(Thread worker) {
        thread = worker;
    }

    /** A third of the lease has passed, and nobody said that it should run out. */
    boolean wantsRenewal(Instant now) {
        return now.isBefore(keepUntil)
                && !now.isBefore(leaseEnd.minus(lease.multipliedBy(2).dividedBy(3)));
    }

    /** Nobody ended it in the time that was given, and its lease has run out. */
    boolean isForgotten(Instant now) {
        return !now.isBefore(keepUntil) && !now.isBefore(leaseEnd);
    }

    boolean hasFence(@Nullable Long fence) {
        return fence != null && fence == claim.fence();
    }

    void renewed(Instant end) {
        leaseEnd = end;
    }

    /** Whether some transaction is just ending the claim; its row may be gone at any moment. */
    boolean isEnding() {
        return ending;
    }

    void setEnding(boolean value) {
        ending = value;
    }

    boolean isOwnedAt(Instant now) {
        return !lost && now.isBefore(leaseEnd);
    }

    boolean isLost() {
        return lost;
    }

    /** False if it was lost before. */
    synchronized boolean lose() {
        var first = !lost;
        lost = true;
        return first;
    }

    void whenLost(Runnable told) {
        listener = told;
    }

    void interrupt() {
        var worker = thread;
        if (worker != null) {
            worker.interrupt();
        }
        listener.run();
    }
}
