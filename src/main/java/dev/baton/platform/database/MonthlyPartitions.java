package dev.baton.platform.database;

import dev.baton.platform.Repeater;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives tables that are partitioned by month their next months ahead of time, and takes the oldest
 * from those whose rows are kept for some time only. A table takes part by {@code PARTITION BY
 * RANGE COLUMNS} of a date with a last partition {@code pmax}; what comes before is named {@code
 * p202611}. Rows written before their month is there lie in {@code pmax} until then, so a late
 * round loses nothing.
 */
@Component
class MonthlyPartitions implements SmartLifecycle {

    static final int MONTHS_AHEAD = 3;

    private static final Duration PACE = Duration.ofHours(6);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'p'uuuuMM");

    private final DatabaseLock lock;
    private final List<ExpiringTable> expiring;
    private final Clock clock;
    private final Repeater repeater = new Repeater("monthly-partitions", this::round);

    MonthlyPartitions(DatabaseLock lock, List<ExpiringTable> expiring, Clock clock) {
        this.lock = lock;
        this.expiring = expiring;
        this.clock = clock;
    }

    /** Adds what is missing and drops what is over, unless another instance is just doing so. */
    void turn() {
        lock.tryRun("partitions", this::turn);
    }

    private Duration round() {
        turn();
        return PACE;
    }

    private void turn(JdbcTemplate session) {
        try {
            // Whoever waits for a table keeps everybody behind it waiting: rather try again later.
            session.execute("SET SESSION lock_wait_timeout = 2");
            tables(session).forEach(table -> extend(session, table));
            expiring.forEach(table -> shorten(session, table));
        } finally {
            session.execute("SET SESSION lock_wait_timeout = DEFAULT");
        }
    }

    private void shorten(JdbcTemplate session, ExpiringTable table) {
        var firstKept = clock.instant().minus(table.kept()).atOffset(ZoneOffset.UTC);
        var over =
                session.queryForList(
                        """
                        SELECT partition_name FROM information_schema.partitions
                        WHERE table_schema = DATABASE() AND table_name = ?
                            AND partition_name <> 'pmax' AND partition_name < ?
                        ORDER BY partition_name
                        """,
                        String.class,
                        table.table(),
                        NAME.format(firstKept));
        if (!over.isEmpty()) {
            session.execute(
                    "ALTER TABLE %s DROP PARTITION %s"
                            .formatted(table.table(), String.join(", ", over)));
        }
    }

    private void extend(JdbcTemplate session, Table table) {
        var now = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        var first = table.last() == null ? now : table.last().plusMonths(1);
        var missing =
                Stream.iterate(first, month -> month.plusMonths(1))
                        .takeWhile(month -> !month.isAfter(now.plusMonths(MONTHS_AHEAD)))
                        .toList();
        if (!missing.isEmpty()) {
            session.execute(
                    "ALTER TABLE %s REORGANIZE PARTITION pmax INTO (%s, PARTITION pmax VALUES LESS THAN (MAXVALUE))"
                            .formatted(table.name(), partitions(missing)));
        }
    }

    private static String partitions(List<YearMonth> months) {
        return months.stream()
                .map(
                        month ->
                                "PARTITION %s VALUES LESS THAN ('%s')"
                                        .formatted(
                                                NAME.format(month), month.plusMonths(1).atDay(1)))
                .collect(Collectors.joining(", "));
    }

    private static List<Table> tables(JdbcTemplate session) {
        return session.query(
                """
                SELECT table_name AS name,
                       MAX(CASE WHEN partition_name = 'pmax' THEN '' ELSE partition_name END) AS last
                FROM information_schema.partitions
                WHERE table_schema = DATABASE() AND partition_method = 'RANGE COLUMNS'
                GROUP BY table_name
                HAVING SUM(partition_name = 'pmax') = 1
                """,
                (row, _) -> Table.of(row.getString("name"), row.getString("last")));
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

    private record Table(String name, @Nullable YearMonth last) {

        static Table of(String name, String last) {
            return new Table(name, last.isEmpty() ? null : YearMonth.parse(last, NAME));
        }
    }
}
