package dev.baton.event;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.stream.Collectors;

/** The rows that wait for the relay. */
@Component
class Outbox {

    /** MariaDB reads a longer list as a table and then scans the whole outbox. */
    private static final int MOST_IDS = 500;

    private final JdbcTemplate jdbc;

    Outbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Costs less than a transaction; most rounds of a quiet day end here. */
    boolean isEmpty() {
        return jdbc.queryForList("SELECT id FROM event_outbox LIMIT 1", Long.class).isEmpty();
    }

    List<OutboxRow> oldest(int limit) {
        return jdbc.query(
                "SELECT * FROM event_outbox ORDER BY id LIMIT ?", OutboxRow.MAPPER, limit);
    }

    /**
     * Deletes exactly these. A scan of the table would wait for rows that others have inserted and
     * not committed yet. Both databases prefer one when most of a small table goes, so each is told
     * to use its key, MariaDB in comments that only it reads.
     */
    void delete(List<OutboxRow> rows) {
        for (var from = 0; from < rows.size(); from += MOST_IDS) {
            var ids =
                    rows.subList(from, Math.min(rows.size(), from + MOST_IDS)).stream()
                            .map(row -> Long.toString(row.id()))
                            .collect(Collectors.joining(","));
            jdbc.update(
                    """
                    DELETE /*+ INDEX(event_outbox PRIMARY) */ /*M! event_outbox */
                    FROM event_outbox /*M! FORCE INDEX (PRIMARY) */
                    WHERE id IN (%s)
                    """
                            .formatted(ids));
        }
    }
}
