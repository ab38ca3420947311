package dev.baton.work;

import dev.baton.platform.database.Utc;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** How much waits, counted when somebody asks and then remembered for a while. */
@Component
public class WorkDepth {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    /** More is not counted. */
    public static final int MOST = 10_000;

    private final JdbcTemplate jdbc;
    private final WorkTime time;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile Counted last = new Counted(Map.of(), Instant.MIN);

    WorkDepth(JdbcTemplate jdbc, WorkTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** The queues that hold something, by name. */
    public List<QueueDepth> all() {
        return current().keySet().stream()
                .sorted()
                .map(
                        queue ->
                                new QueueDepth(
                                        queue,
                                        (long) items(queue),
                                        Duration.ofMillis((long) (1_000 * oldestSeconds(queue)))))
                .toList();
    }

    /** At most {@link #MOST}: what is more is too much, and nobody waits for a full count. */
    double items(String queue) {
        var found = current().get(queue);
        return found == null ? 0 : found.items();
    }

    double oldestSeconds(String queue) {
        var found = current().get(queue);
        return found == null
                ? 0
                : Math.max(0, Duration.between(found.due(), time.now()).toMillis() / 1_000.0);
    }

    /** Counted by one; others are told the last figures meanwhile. */
    private Map<String, Queue> current() {
        var now = time.now();
        if (last.at().isBefore(now.minus(REMEMBERED)) && counting.compareAndSet(false, true)) {
            try {
                last = new Counted(count(), now);
            } catch (DataAccessException e) {
                // A page of metrics is most wanted while the database is away.
                last = new Counted(last.queues(), now);
            } finally {
                counting.set(false);
            }
        }
        return last.queues();
    }

    private Map<String, Queue> count() {
        var found = new HashMap<String, Queue>();
        // One step for each lane, however much waits in it.
        jdbc.query(
                """
                SELECT queue, MIN(due) AS due
                FROM (SELECT queue, MIN(due_at) AS due FROM work_item FORCE INDEX (work_item_claim)
                      GROUP BY queue, tenant_id, lane, priority) lanes
                GROUP BY queue
                """,
                row -> {
                    var queue = row.getString("queue");
                    found.put(queue, new Queue(counted(queue), Utc.instant(row, "due")));
                });
        return found;
    }

    private long counted(String queue) {
        return jdbc.queryForList(
                        """
                        SELECT COUNT(*)
                        FROM (SELECT 1 FROM work_item FORCE INDEX (work_item_claim)
                              WHERE queue = ? LIMIT ?) counted
                        """,
                        Long.class,
                        queue,
                        MOST)
                .getFirst();
    }

    private record Queue(long items, Instant due) {}

    private record Counted(Map<String, Queue> queues, Instant at) {}
}
