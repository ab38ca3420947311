package dev.baton.work;

import dev.baton.tenant.TenantId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who may begin how much. A free place goes to the tenant with the fewest running items for its
 * weight; among equal ones to whom had no turn for longest. So no weight starves anybody: who runs
 * nothing comes before all who run something. Priority counts within a tenant only, so nobody gets
 * ahead of others by calling everything critical.
 */
final class FairShares {

    private final Slots slots;
    private final Instant now;

    private FairShares(Slots slots, Instant now) {
        this.slots = slots;
        this.now = now;
    }

    /** Shares of what is free now; groups are of one queue, and due. */
    static List<Share> of(List<DueGroup> groups, Slots slots, Instant now) {
        return new FairShares(slots, now).among(groups);
    }

    private List<Share> among(List<DueGroup> groups) {
        var turns =
                new PriorityQueue<Turn>(
                        Comparator.comparingDouble(Turn::load).thenComparingLong(Turn::lastTurn));
        byTenant(groups).forEach((tenant, own) -> turns.add(turn(tenant, own)));
        var shares = new ArrayList<Turn>();
        for (var free = slots.free(); free > 0 && !turns.isEmpty(); ) {
            var turn = turns.remove();
            if (turn.room == 0) {
                shares.add(turn);
                continue;
            }
            turn.give();
            free--;
            turns.add(turn);
        }
        shares.addAll(turns);
        return shares.stream().filter(turn -> turn.given > 0).map(Turn::share).toList();
    }

    private Map<TenantId, List<DueGroup>> byTenant(List<DueGroup> groups) {
        return groups.stream()
                .filter(group -> slots.room(group.tenant(), group.lane()) > 0)
                .collect(
                        Collectors.groupingBy(
                                DueGroup::tenant, LinkedHashMap::new, Collectors.toList()));
    }

    private Turn turn(TenantId tenant, List<DueGroup> own) {
        var inLanes =
                own.stream()
                        .map(DueGroup::lane)
                        .distinct()
                        .mapToLong(lane -> slots.room(tenant, lane))
                        .sum();
        var room = (int) Math.max(0, Math.min(slots.room(tenant), inLanes));
        own.sort(Comparator.comparingLong((DueGroup group) -> group.score(now)).reversed());
        return new Turn(tenant, own, room);
    }

    private class Turn {

        private final TenantId tenant;
        private final List<DueGroup> groups;
        private final int running;
        private final double weight;
        private final long lastTurn;
        private int room;
        private int given;

        Turn(TenantId tenant, List<DueGroup> groups, int room) {
            this.tenant = tenant;
            this.groups = groups;
            this.room = room;
            this.running = slots.running(tenant);
            this.weight = slots.weight(tenant);
            this.lastTurn = slots.lastTurn(tenant);
        }

        double load() {
            return (running + given) / weight;
        }

        long lastTurn() {
            return lastTurn;
        }

        void give() {
            given++;
            room--;
        }

        Share share() {
            return new Share(
                    groups.getFirst().queue(),
                    tenant,
                    given,
                    best(),
                    lane -> slots.room(tenant, lane));
        }

        /**
         * Each group's first item scores highest in it, so more groups than items are of no use,
         * nor are more of one lane than it has room for.
         */
        private List<DueGroup> best() {
            var used = new HashMap<UUID, Integer>();
            return groups.stream()
                    .filter(
                            group ->
                                    group.lane() == null
                                            || used.merge(group.lane(), 1, Integer::sum)
                                                    <= slots.room(tenant, group.lane()))
                    .limit(given)
                    .toList();
        }
    }
}
