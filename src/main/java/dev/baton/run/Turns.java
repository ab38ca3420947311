package dev.baton.run;

import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The order in which a replay is given what the other run's steps came to, as steps beside each
 * other may change the same variables. What does not come up for a while is not waited for, and
 * nothing is once the replay goes its own way.
 */
final class Turns {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final BitSet over = new BitSet();
    private boolean diverged;

    /**
     * Waits until all is given that came before.
     *
     * @return false for who was interrupted
     */
    boolean await(int turn) {
        lock.lock();
        try {
            while (!diverged && over.nextClearBit(0) < turn) {
                var before = over.cardinality();
                var isSignalled = moved.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (!isSignalled && over.cardinality() == before) {
                    over.set(0, turn);
                }
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    boolean isOver(int turn) {
        lock.lock();
        try {
            return over.get(turn);
        } finally {
            lock.unlock();
        }
    }

    void end(int turn) {
        lock.lock();
        try {
            over.set(turn);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void diverge() {
        lock.lock();
        try {
            diverged = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean hasDiverged() {
        lock.lock();
        try {
            return diverged;
        } finally {
            lock.unlock();
        }
    }
}
