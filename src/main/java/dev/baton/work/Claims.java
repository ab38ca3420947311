package dev.baton.work;

import dev.baton.platform.Ids;
import dev.baton.platform.database.Utc;
import dev.baton.tenant.TenantId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

/**
 * Finds due work and claims it. Both know their index by name: with statistics of a table that was
 * empty a moment ago, the databases would choose to scan it.
 */
@Component
class Claims {

    private final JdbcTemplate jdbc;

    Claims(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Who has work, due or not, in one loose scan: a step in the index for each group. */
    List<DueGroup> groups() {
        return jdbc.query(
                """
                SELECT queue, tenant_id, lane, priority, MIN(due_at) AS due
                FROM work_item FORCE INDEX (work_item_claim)
                GROUP BY queue, tenant_id, lane, priority
                """,
                (row, _) ->
                        new DueGroup(
                                row.getString("queue"),
                                new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                                Lane.of(row.getBytes("lane")),
                                row.getInt("priority"),
                                Utc.instant(row, "due")));
    }

    /**
     * Claims up to a tenant's share in the current transaction, the highest scores first. Items
     * that another instance is just claiming are passed over.
     */
    List<Claim> claim(Share share, UUID owner, Instant now, Instant leaseEnd) {
        var found = new ArrayList<Candidate>();
        for (var group : share.groups()) {
            var most = Math.min(share.items(), share.room(group.lane()));
            found.addAll(lock(group, now, most));
        }
        var chosen = chosen(found, share, now);
        if (!chosen.isEmpty()) {
            own(share, chosen, owner, leaseEnd);
        }
        return chosen.stream().map(Candidate::claimed).toList();
    }

    private List<Candidate> lock(DueGroup group, Instant now, int most) {
        return jdbc.query(
                """
                SELECT id, due_at, attempts, fence
                FROM work_item FORCE INDEX (work_item_claim)
                WHERE queue = ? AND tenant_id = ? AND lane = ? AND priority = ? AND due_at <= ?
                ORDER BY due_at, id LIMIT ? FOR UPDATE SKIP LOCKED
                """,
                (row, _) ->
                        new Candidate(
                                group,
                                Ids.fromBytes(row.getBytes("id")),
                                Utc.instant(row, "due_at"),
                                row.getInt("attempts"),
                                row.getLong("fence")),
                group.queue(),
                Ids.bytes(group.tenant().value()),
                Lane.bytes(group.lane()),
                group.priority(),
                Utc.of(now),
                most);
    }

    private static List<Candidate> chosen(List<Candidate> found, Share share, Instant now) {
        found.sort(Comparator.comparingLong((Candidate each) -> each.score(now)).reversed());
        var chosen = new ArrayList<Candidate>();
        var taken = new HashMap<UUID, Integer>();
        for (var candidate : found) {
            if (chosen.size() == share.items()) {
                break;
            }
            var lane = candidate.group().lane();
            if (lane == null || taken.merge(lane, 1, Integer::sum) <= share.room(lane)) {
                chosen.add(candidate);
            }
        }
        return chosen;
    }

    private void own(Share share, List<Candidate> chosen, UUID owner, Instant leaseEnd) {
        var parameters = new ArrayList<Object>();
        parameters.add(Utc.of(leaseEnd));
        parameters.add(Ids.bytes(owner));
        parameters.add(Ids.bytes(share.tenant().value()));
        parameters.add(share.queue());
        chosen.forEach(candidate -> parameters.add(Ids.bytes(candidate.id())));
        jdbc.update(
                """
                UPDATE work_item FORCE INDEX (PRIMARY)
                SET due_at = ?, owner = ?, fence = fence + 1, attempts = attempts + 1
                WHERE tenant_id = ? AND queue = ? AND id IN (%s)
                """
                        .formatted(String.join(",", Collections.nCopies(chosen.size(), "?"))),
                parameters.toArray());
    }

    private record Candidate(DueGroup group, UUID id, Instant due, int attempts, long fence) {

        long score(Instant now) {
            return DueGroup.score(due, group.priority(), now);
        }

        Claim claimed() {
            return new Claim(
                    group.queue(), group.tenant(), id, attempts + 1, fence + 1, group.lane());
        }
    }
}
