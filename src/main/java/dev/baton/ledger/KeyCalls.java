package dev.baton.ledger;

import dev.baton.identity.key.KeyTraffic;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells the pages of API keys how much they are used. */
@Component
class KeyCalls implements KeyTraffic {

    private static final Duration DAY = Duration.ofHours(24);

    private final UsageStatistics statistics;
    private final Clock clock;

    KeyCalls(UsageStatistics statistics, Clock clock) {
        this.statistics = statistics;
        this.clock = clock;
    }

    @Override
    public long ofLastDay(TenantId tenant, Collection<UUID> keys) {
        var now = clock.instant();
        var sums =
                statistics.by(tenant, UsageFilter.between(now.minus(DAY), now), Dimension.KEY);
        return keys.stream()
                .map(key -> sums.getOrDefault(key.toString(), UsageSums.NONE))
                .mapToLong(UsageSums::calls)
                .sum();
    }
}
