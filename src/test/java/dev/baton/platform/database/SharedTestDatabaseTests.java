package dev.baton.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

@Tag("database")
@SpringBootTest
class SharedTestDatabaseTests {

    @Autowired private JdbcTemplate jdbc;

    @Test
    void readsCommittedRowsInUtcAndComparesTextByItsBytes() {
        assertThat(jdbc.queryForObject("SELECT @@transaction_isolation", String.class))
                .isEqualTo("READ-COMMITTED");
        assertThat(jdbc.queryForObject("SELECT @@session.time_zone", String.class))
                .isIn("UTC", "+00:00");
        assertThat(jdbc.queryForObject("SELECT @@collation_database", String.class))
                .isEqualTo("utf8mb4_bin");
    }
}
