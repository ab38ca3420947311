package dev.baton.ledger;

import dev.baton.identity.key.KeyTraffic;
import dev.baton.ledger.UsageStatistics.Dimension;
import dev.baton.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

    @Override
    public Optional<Map<UUID, Long>> ofLastDay(TenantId tenant) {
        try {
            var calls = new HashMap<UUID, Long>();
            sums(tenant).forEach((key, sums) -> calls.put(UUID.fromString(key), sums.calls()));
            return Optional.of(calls);
        } catch (DataAccessException | TransactionException failure) {
            log.warn("The calls of the keys cannot be told", failure);
            return Optional.empty();
        }
    }

    private Map<String, UsageSums> sums(TenantId tenant) {
        var now = clock.instant();
        return statistics.by(tenant, UsageFilter.between(now.minus(DAY), now), Dimension.KEY);
    }

    private long calls(TenantId tenant, Collection<UUID> keys) {
        if (keys.size() == 1) {
            var key = keys.iterator().next();
            var now = clock.instant();
            return statistics
                    .total(tenant, new UsageFilter(now.minus(DAY), now, null, key, null, null))
                    .calls();
        }
        var sums = sums(tenant);
        return keys.stream()
                .map(key -> sums.getOrDefault(key.toString(), UsageSums.NONE))
                .mapToLong(UsageSums::calls)
                .sum();
    }
}
