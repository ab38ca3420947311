package dev.baton.agent;

import dev.baton.tenant.TenantId;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places of one agent. When all are taken, callers wait in a line of their tenant's, and the
 * lines take turns: a tenant with a thousand waiting delays another's first by one call, not by a
 * thousand.
 */
final class CapacityGate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TenantId, Deque<Waiting>> lines = new LinkedHashMap<>();
    private final int longestLine;
    private int most;
    private int granted = Integer.MAX_VALUE;
    private int taken;

    CapacityGate(int longestLine) {
        this.longestLine = longestLine;
    }

    /**
     * Takes a place; whoever got one must {@link #leave}.
     *
     * @param most as many as the agent has now; edits count from the next caller on
     * @return false when none became free in time, or the tenant's line is full
     */
    boolean enter(TenantId tenant, int most, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            this.most = most;
            admit();
            if (lines.isEmpty() && taken < places()) {
                taken++;
                return true;
            }
            var line = lines.get(tenant);
            if (!patience.isPositive() || (line != null && line.size() >= longestLine)) {
                return false;
            }
            return await(tenant, new Waiting(lock.newCondition()), patience);
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            taken--;
            admit();
        } finally {
            lock.unlock();
        }
    }

    private int places() {
        return Math.min(most, granted);
    }

    /** Of the agent's places this many are here; at first all. */
    void grant(int places) {
        lock.lock();
        try {
            granted = places;
            admit();
        } finally {
            lock.unlock();
        }
    }

    /**
     * From here on no more of them are.
     *
     * @return those that are taken, which may be more
     */
    int limit(int places) {
        lock.lock();
        try {
            granted = Math.min(granted, places);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    int granted() {
        lock.lock();
        try {
            return granted;
        } finally {
            lock.unlock();
        }
    }

    /** Whether all that are here are taken, and the agent has more. */
    boolean isShort(int agentHas) {
        lock.lock();
        try {
            return granted < agentHas && taken >= granted;
        } finally {
            lock.unlock();
        }
    }

    int taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return lines.values().stream().mapToInt(Deque::size).sum();
        } finally {
            lock.unlock();
        }
    }

    private boolean await(TenantId tenant, Waiting me, Duration patience)
            throws InterruptedException {
        lines.computeIfAbsent(tenant, _ -> new ArrayDeque<>()).add(me);
        var left = patience.toNanos();
        try {
            while (!me.admitted && left > 0) {
                left = me.turn.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            if (me.admitted) {
                taken--;
                admit();
            }
            throw e;
        } finally {
            if (!me.admitted) {
                stepOut(tenant, me);
            }
        }
        return me.admitted;
    }

    /** Gives free places to the lines in turn. */
    private void admit() {
        while (taken < places() && !lines.isEmpty()) {
            var first = lines.entrySet().iterator().next();
            lines.remove(first.getKey());
            var line = first.getValue();
            var next = line.remove();
            if (!line.isEmpty()) {
                lines.put(first.getKey(), line);
            }
            taken++;
            next.admitted = true;
            next.turn.signal();
        }
    }

    private void stepOut(TenantId tenant, Waiting me) {
        var line = lines.get(tenant);
        if (line != null && line.remove(me) && line.isEmpty()) {
            lines.remove(tenant);
        }
    }

    private static final class Waiting {

        private final Condition turn;
        private boolean admitted;

        Waiting(Condition turn) {
            this.turn = turn;
        }
    }
}
