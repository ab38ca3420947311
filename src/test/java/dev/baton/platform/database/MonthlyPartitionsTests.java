package dev.baton.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.PlainSchema;
import dev.baton.SettableClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

@Tag("database")
class MonthlyPartitionsTests {

    private static final String TABLE = "kept_for_a_while";

    private final JdbcTemplate jdbc = PlainSchema.shared().jdbc();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final MonthlyPartitions partitions =
            new MonthlyPartitions(new DatabaseLock(jdbc), List.of(new Kept()), clock);

    @BeforeEach
    void create() {
        drop();
        jdbc.execute(
                """
                CREATE TABLE %s (at DATETIME(6) NOT NULL)
                PARTITION BY RANGE COLUMNS (at) (PARTITION pmax VALUES LESS THAN (MAXVALUE))
                """
                        .formatted(TABLE));
    }

    @AfterEach
    void drop() {
        jdbc.execute("DROP TABLE IF EXISTS " + TABLE);
    }

    @Test
    void areThereBeforeTheyAreNeeded() {
        partitions.turn();

        assertThat(names()).containsExactly("p202611", "p202612", "p202701", "p202702", "pmax");
    }

    @Test
    void goWhenAllThatIsInThemIsOld() {
        partitions.turn();
        rows("2026-11-30 23:59:59", "2026-12-01 00:00:00");

        clock.set(Instant.parse("2027-02-28T23:00:00Z"));
        partitions.turn();
        assertThat(count()).as("the end of November is 90 days old, its partition not").isEqualTo(2);

        clock.set(Instant.parse("2027-03-01T01:00:00Z"));
        partitions.turn();
        assertThat(names()).startsWith("p202612").endsWith("pmax");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void stayWhileAnotherInstanceTurnsThem() {
        new DatabaseLock(jdbc).tryRun("partitions", _ -> partitions.turn());

        assertThat(names()).containsExactly("pmax");
    }

    private void rows(String... times) {
        for (var time : times) {
            jdbc.update("INSERT INTO " + TABLE + " (at) VALUES (?)", time);
        }
    }

    private int count() {
        return jdbc.queryForObject("SELECT COUNT(*) FROM " + TABLE, Integer.class);
    }

    private List<String> names() {
        return jdbc.queryForList(
                """
                SELECT partition_name FROM information_schema.partitions
                WHERE table_schema = DATABASE() AND table_name = ?
                ORDER BY partition_ordinal_position
                """,
                String.class,
                TABLE);
    }

    private record Kept() implements ExpiringTable {

        @Override
        public String table() {
            return TABLE;
        }

        @Override
        public Duration kept() {
            return Duration.ofDays(90);
        }
    }
}
