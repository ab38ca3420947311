package dev.baton.platform.database;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.util.function.Consumer;

/**
 * Lets one instance at a time do what a second one would only do again. The lock ends with its
 * connection, so an instance that dies holds up nobody; what is done under it must bear being done
 * twice.
 */
@Component
public class DatabaseLock {

    private final JdbcTemplate jdbc;

    public DatabaseLock(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Does the work unless another instance is just at it; false then.
     *
     * @param name what for; one of a few constants
     * @param work gets the connection that holds the lock
     */
    public boolean tryRun(String name, Consumer<JdbcTemplate> work) {
        return Boolean.TRUE.equals(
                jdbc.execute(
                        (Connection connection) ->
                                tryRun(
                                        new JdbcTemplate(
                                                new SingleConnectionDataSource(connection, true)),
                                        "CONCAT(LEFT(DATABASE(), 40), '." + name + "')",
                                        work)));
    }

    private static boolean tryRun(JdbcTemplate session, String lock, Consumer<JdbcTemplate> work) {
        var locked = session.queryForList("SELECT GET_LOCK(" + lock + ", 0)", Integer.class);
        if (!Integer.valueOf(1).equals(locked.getFirst())) {
            return false;
        }
        try {
            work.accept(session);
        } finally {
            session.queryForList("SELECT RELEASE_LOCK(" + lock + ")", Integer.class);
        }
        return true;
    }
}
