package dev.baton.console.alert;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.baton.platform.cache.Caches;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The alerts of a tenant, as far as somebody may see them, and what they have read of them. */
@Service
class AlertBoard {

    /** Every page shows how many there are; they are gathered anew when something happened. */
    private static final Duration REMEMBERED = Duration.ofSeconds(20);

    private final AlertSources sources;
    private final AlertReadings readings;
    private final Clock clock;
    private final Cache<TenantId, Gathered> cache;

    AlertBoard(AlertSources sources, AlertReadings readings, Clock clock, Caches caches) {
        this.sources = sources;
        this.readings = readings;
        this.clock = clock;
        this.cache =
                caches.make(
                        "alerts",
                        Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(REMEMBERED));
    }

    /** What somebody may see, the newest first. */
    @Transactional(readOnly = true)
    public Sight see(Actor by) {
        var until = readings.until(by.tenant(), by.requiredId());
        var gathered = cache.get(by.tenant(), this::gather);
        var seen =
                gathered.alerts().stream()
                        .filter(alert -> by.may(alert.kind().permission()))
                        .map(alert -> new Seen(alert, alert.at().isAfter(until)))
                        .toList();
        return new Sight(gathered.until(), seen);
    }

    private Gathered gather(TenantId tenant) {
        var until = clock.instant();
        var alerts = sources.of(tenant);
        // That an agent is gone may only be found out while one looks.
        var newest = alerts.isEmpty() ? until : alerts.getFirst().at();
        return new Gathered(newest.isAfter(until) ? newest : until, alerts);
    }

    /** Somebody has read all that there was until then. */
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @Transactional
    public void read(Instant until, Actor by) {
        var now = clock.instant();
        readings.read(by.tenant(), by.requiredId(), until.isAfter(now) ? now : until);
    }

    void forget(TenantId tenant) {
        cache.invalidate(tenant);
    }

    private record Gathered(Instant until, List<Alert> alerts) {}

    /** @param until when they were gathered: what has happened since is not among them */
    record Sight(Instant until, List<Seen> alerts) {}

    /** @param unread since the last reading */
    record Seen(Alert alert, boolean unread) {}
}
