package dev.baton.model;

import static dev.baton.tenant.Permission.SHARING_WRITE;

import dev.baton.tenant.Actor;
import dev.baton.tenant.Requires;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.util.List;

/**
 * Where operators write down exchange rates, so that tenants of every currency have list prices.
 */
@Service
@Transactional
public class ExchangeDesk {

    private final ExchangeRates rates;
    private final ConnectionChanges changes;
    private final Clock clock;

    ExchangeDesk(ExchangeRates rates, ConnectionChanges changes, Clock clock) {
        this.rates = rates;
        this.changes = changes;
        this.clock = clock;
    }

    /** Rules over the rate of an earlier date; of two with the same date the later written one. */
    @Requires(SHARING_WRITE)
    public ExchangeRate set(NewRate wanted, Actor by) {
        var now = clock.instant();
        var rate = wanted.toRate(now);
        rates.add(rate, now);
        changes.ratesChanged();
        return rate;
    }

    /** By currency, newest first. */
    @Transactional(readOnly = true)
    public List<ExchangeRate> all() {
        return rates.all();
    }
}
