package dev.baton;

import static org.awaitility.Awaitility.await;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells a test when a transaction waits for what the test holds. */
@Component
public class LockWaits {

    private final JdbcTemplate jdbc;

    LockWaits(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Until a statement waits that contains this text. */
    public void awaitOne(String text) {
        await().until(() -> waiting(text) > 0);
    }

    private long waiting(String text) {
        return jdbc.queryForObject(
                """
                SELECT COUNT(*) FROM information_schema.innodb_trx
                WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE ?
                """,
                Long.class,
                "%" + text + "%");
    }
}
