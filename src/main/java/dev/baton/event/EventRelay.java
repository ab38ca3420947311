package dev.baton.event;

import dev.baton.platform.Ids;
import dev.baton.platform.Repeater;
import dev.baton.platform.database.RetryingTransactions;

import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Moves events from the outbox to the log and gives them their sequence and position. Of all
 * instances one does so at a time: whoever locks the one row of {@code event_relay}.
 *
 * <p>Writers may commit in another order than they took their outbox ids. That loses nothing,
 * because exactly the rows that were read are deleted.
 */
@Component
class EventRelay implements SmartLifecycle {

    static final int MOST_ROWS = 1_000;

    private static final Duration IDLE = Duration.ofMillis(100);

    /** Lets the commits of a busy moment share one move and its flush to disk. */
    private static final Duration BETWEEN_MOVES = Duration.ofMillis(20);

    private final JdbcTemplate jdbc;
    private final RetryingTransactions transactions;
    private final Outbox outbox;
    private final Sequences sequences;
    private final EventFeed feed;
    private final Repeater repeater = new Repeater("event-relay", this::round);

    EventRelay(
            JdbcTemplate jdbc,
            RetryingTransactions transactions,
            Outbox outbox,
            Sequences sequences,
            EventFeed feed) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.outbox = outbox;
        this.sequences = sequences;
        this.feed = feed;
    }

    void wake() {
        repeater.wake();
    }

    /** Moves what is there, at most {@link #MOST_ROWS}; 0 too while another relay is at it. */
    int move() {
        var moved = transactions.call("event_relay", this::moveUnlessLocked);
        if (moved > 0) {
            feed.wake();
        }
        return moved;
    }

    private Duration round() throws InterruptedException {
        if (outbox.isEmpty()) {
            return IDLE;
        }
        var moved = move();
        if (moved == MOST_ROWS) {
            return Duration.ZERO;
        }
        if (moved > 0) {
            Thread.sleep(BETWEEN_MOVES);
        }
        return IDLE;
    }

    private int moveUnlessLocked() {
        var position =
                jdbc.queryForList(
                        "SELECT position FROM event_relay WHERE id = 1 FOR UPDATE SKIP LOCKED",
                        Long.class);
        if (position.isEmpty()) {
            return 0;
        }
        var rows = outbox.oldest(MOST_ROWS);
        if (rows.isEmpty()) {
            return 0;
        }
        insert(rows, position.getFirst());
        outbox.delete(rows);
        jdbc.update(
                "UPDATE event_relay SET position = ? WHERE id = 1",
                position.getFirst() + rows.size());
        return rows.size();
    }

    private void insert(List<OutboxRow> rows, long lastPosition) {
        var last =
                sequences.last(
                        rows.stream()
                                .filter(OutboxRow::isPublic)
                                .map(OutboxRow::tenant)
                                .collect(Collectors.toSet()));
        var position = new AtomicLong(lastPosition);
        jdbc.batchUpdate(
                """
                INSERT INTO event (tenant_id, sequence, position, event_id, type, subject, data,
                                   occurred_at, trace_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                rows,
                rows.size(),
                (insert, row) -> {
                    insert.setBytes(1, Ids.bytes(row.tenant().value()));
                    insert.setLong(2, row.isPublic() ? last.merge(row.tenant(), 1L, Long::sum) : 0);
                    insert.setLong(3, position.incrementAndGet());
                    insert.setBytes(4, row.eventId());
                    insert.setString(5, row.type());
                    insert.setBytes(6, row.subject());
                    insert.setString(7, row.data());
                    insert.setObject(8, row.occurredAt());
                    insert.setString(9, row.traceId());
                });
        sequences.save(last);
    }

    @Override
    public void start() {
        repeater.start();
    }

    @Override
    public void stop() {
        repeater.stop(Duration.ofSeconds(5));
    }

    @Override
    public boolean isRunning() {
        return repeater.isRunning();
    }

    @Override
    public int getPhase() {
        return EventFeed.PHASE;
    }
}
