package dev.baton.drill;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What Baton's database holds of the drill's tenant, read past the program.
 *
 * @param usage rows by trace
 * @param settled what the ledger settled, by call
 * @param events how often which type was recorded, by trace and type
 * @param asynchronous the status of messages that were accepted for later, by trace
 */
record Books(
        Map<String, List<Usage>> usage,
        Map<String, Long> settled,
        Map<String, Integer> events,
        Map<String, String> asynchronous,
        long spent,
        long granted) {

    record Usage(String call, String status, long costNanos) {}

    private interface Row {

        void read(ResultSet row) throws SQLException;
    }

    static Books of(BatonProcess baton) throws IOException, SQLException {
        var usage = new HashMap<String, List<Usage>>();
        var settled = new HashMap<String, Long>();
        var events = new HashMap<String, Integer>();
        var asynchronous = new HashMap<String, String>();
        try (var database = baton.database()) {
            each(
                    database,
                    "SELECT trace_id, HEX(id), status, cost_nanos FROM usage_record",
                    row ->
                            usage.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                                    .add(
                                            new Usage(
                                                    row.getString(2),
                                                    row.getString(3),
                                                    row.getLong(4))));
            each(
                    database,
                    """
                    SELECT HEX(call_id), SUM(amount_nanos) FROM ledger_entry
                    WHERE kind = 'SETTLE' GROUP BY call_id
                    """,
                    row -> settled.put(row.getString(1), row.getLong(2)));
            each(
                    database,
                    """
                    SELECT trace_id, type, COUNT(*) FROM event WHERE type LIKE 'message.%'
                    GROUP BY trace_id, type
                    """,
                    row -> events.put(row.getString(1) + row.getString(2), row.getInt(3)));
            each(
                    database,
                    "SELECT trace_id, status FROM message WHERE asynchronous",
                    row -> asynchronous.put(row.getString(1), row.getString(2)));
            return new Books(
                    usage,
                    settled,
                    events,
                    asynchronous,
                    number(
                            database,
                            """
                            SELECT (SELECT COALESCE(SUM(spent_nanos), 0) FROM budget_period)
                                 + (SELECT COALESCE(SUM(settled_nanos), 0) FROM budget_lease)
                            """),
                    number(
                            database,
                            """
                            SELECT (SELECT COALESCE(SUM(committed_nanos), 0) FROM budget_period)
                                 - (SELECT COALESCE(SUM(spent_nanos), 0) FROM budget_period)
                                 - (SELECT COALESCE(SUM(granted_nanos), 0) FROM budget_lease)
                            """));
        }
    }

    /** What is still to be done: calls of dead instances, work, events, deliveries. */
    static Map<String, Long> open(BatonProcess baton) throws IOException, SQLException {
        try (var database = baton.database()) {
            return Map.of(
                    "opened calls", number(database, "SELECT COUNT(*) FROM opened_call"),
                    "work", number(database, "SELECT COUNT(*) FROM work_item"),
                    "events", number(database, "SELECT COUNT(*) FROM event_outbox"),
                    "unplanned",
                            number(
                                    database,
                                    """
                                    SELECT (SELECT position FROM event_relay)
                                         - (SELECT position FROM event_cursor
                                            WHERE name = 'webhook')
                                    """),
                    "dead instances", number(database, "SELECT COUNT(*) - 1 FROM instance"),
                    "leases of the dead",
                            number(
                                    database,
                                    """
                                    SELECT COUNT(*) FROM budget_lease
                                    WHERE instance_id NOT IN (SELECT id FROM instance)
                                    """));
        }
    }

    private static void each(Connection database, String sql, Row reader) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
