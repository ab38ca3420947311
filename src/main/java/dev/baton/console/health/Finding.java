package dev.baton.console.health;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one dependency was found.
 *
 * @param required without it the instance cannot work
 * @param error why it is down; null when it is up
 * @param last the last time it was down, as far as this instance saw; null for never
 */
public record Finding(
        String name,
        boolean required,
        long latencyMicros,
        String detail,
        @Nullable String error,
        @Nullable LastError last) {

    /** When it was down and why. */
    public record LastError(Instant at, String error) {}

    public boolean isUp() {
        return error == null;
    }

    Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("status", isUp() ? "up" : "down");
        map.put("required", required);
        map.put("latency_ms", latencyMicros / 1_000.0);
        if (!detail.isEmpty()) {
            map.put("detail", detail);
        }
        if (error != null) {
            map.put("error", error);
        }
        if (last != null) {
            map.put("last_error", Map.of("at", last.at().toString(), "error", last.error()));
        }
        return map;
    }
}
