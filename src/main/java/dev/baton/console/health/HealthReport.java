package dev.baton.console.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the instance and everything it depends on are. */
public record HealthReport(List<Finding> findings) {

    /** Whether it can do its work; without something that is not required it does it less well. */
    boolean canWork() {
        return findings.stream().filter(Finding::required).allMatch(Finding::isUp);
    }

    /** {@code up}, {@code degraded} or {@code down}. */
    public String status() {
        if (!canWork()) {
            return "down";
        }
        return findings.stream().allMatch(Finding::isUp) ? "up" : "degraded";
    }

    Map<String, Object> asMap() {
        var all = new LinkedHashMap<String, Object>();
        findings.forEach(finding -> all.put(finding.name(), finding.asMap()));
        var map = new LinkedHashMap<String, Object>();
        map.put("status", status());
        map.put("dependencies", all);
        return map;
    }
}
