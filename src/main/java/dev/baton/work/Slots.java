package dev.baton.work;

import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How much of one queue is worked on here, by tenant and lane, and how much more may be.
 * Thread-safe.
 */
class Slots {

    private static final int REMEMBERED_TENANTS = 10_000;

    private final int most;
    private final Weights weights;
    private final int mostOfLightest;
    private final int mostOfHeaviest;
    private final int mostOfLane;
    private final Map<TenantId, Integer> tenants = new HashMap<>();
    private final Map<LaneKey, Integer> lanes = new HashMap<>();
    private final LinkedHashMap<TenantId, Long> lastTurns = new LinkedHashMap<>(16, 0.75f, true);
    private int running;
    private long turns;

    Slots(Worker worker, Weights weights) {
        this.weights = weights;
        most = worker.concurrency();
        mostOfLightest = Math.min(most, worker.tenantConcurrency());
        mostOfHeaviest = Math.max(mostOfLightest, most * 3 / 4);
        mostOfLane = worker.laneConcurrency();
    }

    synchronized Occupancy occupancy(TenantId tenant) {
        return new Occupancy(running, most, running(tenant), most(tenant));
    }

    synchronized int free() {
        return most - running;
    }

    synchronized int running(TenantId tenant) {
        return tenants.getOrDefault(tenant, 0);
    }

    synchronized int room(TenantId tenant) {
        return most(tenant) - running(tenant);
    }

    /** Whoever is due more may have more at a time, and yet leaves places to somebody else. */
    private int most(TenantId tenant) {
        return Math.min(mostOfHeaviest, mostOfLightest * weights.of(tenant));
    }

    int weight(TenantId tenant) {
        return weights.of(tenant);
    }

    synchronized int room(TenantId tenant, @Nullable UUID lane) {
        return lane == null
                ? Integer.MAX_VALUE
                : mostOfLane - lanes.getOrDefault(new LaneKey(tenant, lane), 0);
    }

    synchronized boolean hasRoom(DueGroup group) {
        return free() > 0 && room(group.tenant()) > 0 && room(group.tenant(), group.lane()) > 0;
    }

    /** When the tenant last had its turn; who waits longest has the lowest number. */
    synchronized long lastTurn(TenantId tenant) {
        return lastTurns.getOrDefault(tenant, 0L);
    }

    synchronized void take(Claim claim) {
        take(claim.tenant(), claim.lane());
    }

    /** Takes a place if there is one for the tenant. */
    synchronized boolean tryTake(TenantId tenant) {
        if (free() <= 0 || room(tenant) <= 0) {
            return false;
        }
        take(tenant, null);
        return true;
    }

    private void take(TenantId tenant, @Nullable UUID lane) {
        running++;
        tenants.merge(tenant, 1, Integer::sum);
        if (lane != null) {
            lanes.merge(new LaneKey(tenant, lane), 1, Integer::sum);
        }
        lastTurns.put(tenant, ++turns);
        if (lastTurns.size() > REMEMBERED_TENANTS) {
            lastTurns.pollFirstEntry();
        }
    }

    synchronized void give(Claim claim) {
        give(claim.tenant(), claim.lane());
    }

    synchronized void give(TenantId tenant, @Nullable UUID lane) {
        running--;
        tenants.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
        if (lane != null) {
            lanes.computeIfPresent(
                    new LaneKey(tenant, lane), (_, count) -> count == 1 ? null : count - 1);
        }
        notifyAll();
    }

    /** Waits until nothing is worked on; false if that took too long. */
    synchronized boolean awaitIdle(Duration patience) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (running > 0) {
            var left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private record LaneKey(TenantId tenant, UUID lane) {}
}
