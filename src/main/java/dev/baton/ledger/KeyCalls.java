package dev.baton.ledger;

import dev.baton.identity.key.KeyTraffic;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Tells the pages of API keys how much they are used. */
@Component
class KeyCalls implements KeyTraffic {

    private static final Logger log = LoggerFactory.getLogger(KeyCalls.class);

    private static final Duration DAY = Duration.ofHours(24);

    private final UsageStatistics statistics;
    private final Clock clock;

    KeyCalls(UsageStatistics statistics, Clock clock) {
        this.statistics = statistics;
        this.clock = clock;
    }

    /** A key must be revocable also while the sums cannot be read. */
    @Override
    public OptionalLong ofLastDay(TenantId tenant, Collection<UUID> keys) {
        try {
            return OptionalLong.of(calls(tenant, keys));
        } catch (DataAccessException | TransactionException failure) {
            log.warn("The calls of {} keys cannot be told", keys.size(), failure);
            return OptionalLong.empty();
        }
    }

    private long calls(TenantId tenant, Collection<UUID> keys) {
        var now = clock.instant();
        var from = now.minus(DAY);
        if (keys.size() == 1) {
            var key = keys.iterator().next();
            return statistics
                    .total(tenant, new UsageFilter(from, now, null, key, null, null))
                    .calls();
        }
        var sums = statistics.by(tenant, UsageFilter.between(from, now), Dimension.KEY);
        return keys.stream()
                .map(key -> sums.getOrDefault(key.toString(), UsageSums.NONE))
                .mapToLong(UsageSums::calls)
                .sum();
    }
}
