package dev.baton.work;

import dev.baton.platform.database.Utc;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How much waits, counted when somebody asks and then remembered for a while. */
@Component
class WorkDepth {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final JdbcTemplate jdbc;
    private final WorkTime time;
    private Map<String, Queue> queues = Map.of();
    private @Nullable Instant counted;

    WorkDepth(JdbcTemplate jdbc, WorkTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

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

    private synchronized Map<String, Queue> current() {
        var now = time.now();
        if (counted == null || now.isAfter(counted.plus(REMEMBERED))) {
            counted = now;
            try {
                queues = count();
            } catch (DataAccessException e) {
                // A page of metrics is most wanted while the database is away.
                queues = Map.of();
            }
        }
        return queues;
    }

    private Map<String, Queue> count() {
        var found = new HashMap<String, Queue>();
        jdbc.query(
                """
                SELECT queue, COUNT(*) AS items, MIN(due_at) AS due
                FROM work_item FORCE INDEX (work_item_claim)
                GROUP BY queue
                """,
                row -> {
                    found.put(
                            row.getString("queue"),
                            new Queue(row.getLong("items"), Utc.instant(row, "due")));
                });
        return found;
    }

    private record Queue(long items, Instant due) {}
}
