package dev.baton.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The part of a month's budget that this instance may spend without asking the database again.
 *
 * <p>{@code available} is what is granted, less what is settled, less what is reserved by calls in
 * flight. It can fall below zero when a provider used more than the worst case it was asked for, or
 * when others took the lease away; what is granted next fills that first.
 */
final class Lease {

    /** Whose turn lasts longer meets a database that does not answer. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(2);

    /** With a turn of one's own, still within the five seconds that callers are promised. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(3_500);

    private static final Duration A_MOMENT = Duration.ofMillis(50);

    /** Held while talking with the database about this lease; never needed to reserve or settle. */
    private final ReentrantLock exchange = new ReentrantLock();

    /** Others spend and return meanwhile, so what was seen of the rest counts for a while only. */
    private static final Duration SEEN_FOR = Duration.ofSeconds(10);

    private volatile long enteredAt;
    private long available;
    private long reserved;

    /** What of the budget nobody had leased when last looked at. */
    private long rest;

    private Instant seenUntil = Instant.MIN;

    /**
     * Waits for its turn to talk with the database about this lease. False when that may take too
     * long: a database that lets one wait would let the next wait as long again, one after another.
     */
    boolean enterExchange() {
        var until = System.nanoTime() + LONGEST_WAIT.toNanos();
        try {
            while (!exchange.tryLock(A_MOMENT.toMillis(), TimeUnit.MILLISECONDS)) {
                var now = System.nanoTime();
                if (now - until > 0 || now - enteredAt > LONGEST_TURN.toNanos()) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        enteredAt = System.nanoTime();
        return true;
    }

    /** The same for whoever nobody waits for. */
    void awaitExchange() {
        exchange.lock();
        enteredAt = System.nanoTime();
    }

    void leaveExchange() {
        exchange.unlock();
    }

    /** Sets the amount aside, or nothing at all. */
    synchronized boolean reserve(long nanos) {
        if (available < nanos) {
            return false;
        }
        available -= nanos;
        reserved += nanos;
        return true;
    }

    /** A reserved call ended: what it cost is gone, the rest is available again. */
    synchronized void settle(long reservedNanos, long costNanos) {
        reserved -= reservedNanos;
        available += reservedNanos - costNanos;
    }

    synchronized void grant(long nanos) {
        available += nanos;
    }

    /**
     * @param unleased what of the budget nobody has leased; {@link Long#MAX_VALUE} for no limit
     */
    synchronized void see(long unleased, Instant now) {
        rest = unleased;
        seenUntil = now.plus(SEEN_FOR);
    }

    synchronized void forgetRest() {
        seenUntil = Instant.MIN;
    }

    /** What could be reserved, as far as is known; {@link Long#MAX_VALUE} where it is not. */
    synchronized long left(Instant now) {
        if (rest == Long.MAX_VALUE || !now.isBefore(seenUntil)) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, available + rest);
    }

    /** Takes back what no call has reserved. */
    synchronized long withdrawAvailable() {
        var unused = Math.max(0, available);
        available -= unused;
        return unused;
    }

    /**
     * Others declared this instance dead and returned its lease. Calls in flight go on; what they
     * have reserved must be granted anew before anything else.
     */
    synchronized void forfeit() {
        available = -reserved;
        forgetRest();
    }

    synchronized long available() {
        return available;
    }

    synchronized long reserved() {
        return reserved;
    }
}
