package dev.baton.console.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the instance needs to work, checked now. */
@Component
class Dependencies {

    private static final long OUTBOX_SLOW = 10_000;

    /** One dependency. @param error why it is down; null when it is up */
    record Finding(String name, boolean up, long latencyMicros, String detail, @Nullable String error) {

        Map<String, Object> asMap() {
            var map = new LinkedHashMap<String, Object>();
            map.put("status", up ? "up" : "down");
            map.put("latency_ms", latencyMicros / 1_000.0);
            map.put("detail", detail);
            if (error != null) {
                map.put("error", error);
            }
            return map;
        }
    }

    /** All of them. */
    record Report(List<Finding> findings) {

        boolean isUp() {
            return findings.stream().allMatch(Finding::up);
        }

        Map<String, Object> asMap() {
            var map = new LinkedHashMap<String, Object>();
            map.put("status", isUp() ? "up" : "down");
            var all = new LinkedHashMap<String, Object>();
            findings.forEach(finding -> all.put(finding.name(), finding.asMap()));
            map.put("dependencies", all);
            return map;
        }
    }

    private interface Check {

        String look();
    }

    private final JdbcClient jdbc;

    Dependencies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Report check() {
        return new Report(
                List.of(
                        look("database", () -> one("SELECT VERSION()")),
                        look("migrations", this::migrations),
                        look("events", this::outbox),
                        look("work", () -> one("SELECT COUNT(*) FROM work_item") + " items")));
    }

    private String migrations() {
        return one("SELECT MAX(version) FROM flyway_schema_history WHERE success = 1");
    }

    private String outbox() {
        var waiting = Long.parseLong(one("SELECT COUNT(*) FROM event_outbox"));
        if (waiting > OUTBOX_SLOW) {
            throw new IllegalStateException(waiting + " events wait for the relay");
        }
        return waiting + " waiting";
    }

    private String one(String sql) {
        return String.valueOf(jdbc.sql(sql).query().singleValue());
    }

    private static Finding look(String name, Check check) {
        var started = System.nanoTime();
        try {
            var detail = check.look();
            return new Finding(name, true, micros(started), detail, null);
        } catch (RuntimeException failure) {
            return new Finding(
                    name, false, micros(started), "", failure.getClass().getSimpleName());
        }
    }

    private static long micros(long since) {
        return (System.nanoTime() - since) / 1_000;
    }
}
