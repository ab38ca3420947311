package dev.baton.console.live;

import dev.baton.tenant.TenantId;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What changed within the last seconds. A page hears of it although its stream stands only after it
 * was made; one that is older than this remembers asks for itself again anyway.
 */
final class RecentChanges {

    static final Duration KEPT = Duration.ofSeconds(10);

    private final Clock clock;
    private final Map<TenantId, Map<LiveKind, Long>> last = new ConcurrentHashMap<>();

    RecentChanges(Clock clock) {
        this.clock = clock;
    }

    /** That something of these kinds has changed until now. */
    void note(Map<TenantId, Set<LiveKind>> changes) {
        var now = clock.millis();
        changes.forEach(
                (tenant, kinds) ->
                        last.compute(
                                tenant,
                                (_, before) -> {
                                    var noted = new EnumMap<LiveKind, Long>(LiveKind.class);
                                    if (before != null) {
                                        noted.putAll(before);
                                    }
                                    kinds.forEach(kind -> noted.put(kind, now));
                                    return noted;
                                }));
        last.values().removeIf(noted -> noted.values().stream().allMatch(at -> isOld(at, now)));
    }

    private static boolean isOld(long at, long now) {
        return at < now - KEPT.toMillis();
    }

    /** The kinds of which something of the tenant has changed then or later. */
    Set<LiveKind> since(TenantId tenant, long millis) {
        var changed = EnumSet.noneOf(LiveKind.class);
        last.getOrDefault(tenant, Map.of())
                .forEach(
                        (kind, at) -> {
                            if (at >= millis) {
                                changed.add(kind);
                            }
                        });
        return changed;
    }
}
