package dev.baton.event;

import dev.baton.platform.Repeater;
import dev.baton.platform.database.RetryingTransactions;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.util.List;

/**
 * Leads one {@link FeedConsumer} along the log. Of all instances one does so at a time: whoever
 * locks the consumer's cursor. After a failure events are handed over singly until one succeeds, so
 * that a bad one holds up nothing before it and is known by name; it is never skipped.
 */
class ConsumerLoop {

    static final int MOST_EVENTS = 500;

    private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);
    private static final Duration PACE = Duration.ofSeconds(1);

    /** Lets the events of a busy moment share one round and its flush to disk. */
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(50);

    private final FeedConsumer consumer;
    private final JdbcTemplate jdbc;
    private final RetryingTransactions transactions;
    private final MeterRegistry meters;
    private final Repeater repeater;
    private volatile long head;
    private volatile long cursor = -1;
    private int batch = MOST_EVENTS;

    ConsumerLoop(
            FeedConsumer consumer,
            JdbcTemplate jdbc,
            RetryingTransactions transactions,
            MeterRegistry meters) {
        this.consumer = consumer;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.meters = meters;
        this.repeater = new Repeater("event-consumer-" + consumer.name(), this::round);
        meters.gauge(
                "baton_feed_lag",
                Tags.of("consumer", consumer.name()),
                this,
                loop -> Math.max(0, loop.head - loop.cursor));
    }

    /** There are events up to this position. */
    void wake(long position) {
        head = position;
        repeater.wake();
    }

    void start() {
        register();
        repeater.start();
    }

    void stop() {
        repeater.stop(Duration.ofSeconds(5));
    }

    /** Hands over the next batch; false when there is none or another instance is at it. */
    boolean advance() {
        try {
            var before = cursor;
            cursor = transactions.call("event_consumer", this::consumeUnlessLocked);
            batch = Math.min(MOST_EVENTS, batch * 2);
            return cursor > before;
        } catch (RuntimeException failure) {
            log.error(
                    "Consumer {} failed on the {} events after position {}, which are kept for it",
                    consumer.name(),
                    batch,
                    cursor);
            meters.counter("baton_feed_failures", "reader", consumer.name()).increment();
            batch = 1;
            throw failure;
        }
    }

    private Duration round() throws InterruptedException {
        if (cursor >= head) {
            return PACE;
        }
        var before = cursor;
        if (!advance()) {
            return PACE;
        }
        if (cursor - before < MOST_EVENTS) {
            Thread.sleep(BETWEEN_ROUNDS);
        }
        return cursor < head ? Duration.ZERO : PACE;
    }

    /** Where the consumer is now, as far as this instance can know. */
    private long consumeUnlessLocked() {
        var locked =
                jdbc.queryForList(
                        "SELECT position FROM event_cursor WHERE name = ? FOR UPDATE SKIP LOCKED",
                        Long.class,
                        consumer.name());
        if (locked.isEmpty()) {
            return cursor;
        }
        var events = EventRows.after(jdbc, locked.getFirst(), batch);
        if (events.isEmpty()) {
            return head > locked.getFirst() ? passGap(locked.getFirst()) : locked.getFirst();
        }
        consumer.consume(events);
        return moveTo(events.getLast().position());
    }

    /** Events that are not kept any more when their consumer comes to them are lost to it. */
    private long passGap(long position) {
        var next = EventRows.positionAfter(jdbc, position);
        if (next.isEmpty() || next.getAsLong() == position + 1) {
            return position;
        }
        log.error(
                "Consumer {} was too late for the {} events after position {}: they are deleted",
                consumer.name(),
                next.getAsLong() - 1 - position,
                position);
        return moveTo(next.getAsLong() - 1);
    }

    private long moveTo(long position) {
        jdbc.update(
                "UPDATE event_cursor SET position = ? WHERE name = ?", position, consumer.name());
        return position;
    }

    /** A consumer that is new to this database begins at the end of the log. */
    void register() {
        if (known().isEmpty()) {
            jdbc.update(
                    """
                    INSERT IGNORE INTO event_cursor (name, position)
                    SELECT ?, position FROM event_relay WHERE id = 1
                    """,
                    consumer.name());
        }
        cursor = known().getFirst();
    }

    private List<Long> known() {
        return jdbc.queryForList(
                "SELECT position FROM event_cursor WHERE name = ?", Long.class, consumer.name());
    }
}
