package dev.baton.model;

import dev.baton.tenant.TenantDirectory;

import org.springframework.stereotype.Service;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/**
 * What calls cost, in the currency of the tenant that calls. What the connection's owner wrote
 * comes first, then the list prices that Baton ships with, turned into the tenant's currency at the
 * rate of the day. A model without a price is refused, never free.
 */
@Service
public class PriceBook {

    private final ReadyConnections connections;
    private final ShippedModels shipped;
    private final ExchangeRates rates;
    private final TenantDirectory tenants;

    PriceBook(
            ReadyConnections connections,
            ShippedModels shipped,
            ExchangeRates rates,
            TenantDirectory tenants) {
        this.connections = connections;
        this.shipped = shipped;
        this.rates = rates;
        this.tenants = tenants;
    }

    /** The price in force at that time. */
    public Price price(ModelRef model, Instant when) {
        var currency = tenants.get(model.caller()).currency();
        return find(model, currency, when)
                .orElseThrow(() -> new ModelWithoutPrice(model.name(), currency));
    }

    public Optional<Price> find(ModelRef model, Instant when) {
        return find(model, tenants.get(model.caller()).currency(), when);
    }

    /** Nano-units of the caller's currency for this use, rounded up. */
    public long cost(ModelRef model, TokenUsage usage, Instant when) {
        return price(model, when).cost(usage);
    }

    /** The most, in nano-units, that a call with so many tokens can cost. */
    public long worstCase(ModelRef model, long inputTokens, long maxOutputTokens, Instant when) {
        return price(model, when).worstCase(inputTokens, maxOutputTokens);
    }

    /** Nano-units of one currency in another, rounded up; empty without a rate. */
    public Optional<Long> converted(long nanos, String from, String to, Instant when) {
        return rates.factor(from, to, when)
                .map(
                        factor ->
                                BigDecimal.valueOf(nanos)
                                        .multiply(factor)
                                        .setScale(0, RoundingMode.CEILING)
                                        .longValueExact());
    }

    /** The price in force as it is written down, in whatever currency. */
    Optional<Price> written(ModelRef model, Instant when) {
        return written(connections.get(model.holder(), model.connection()), model.name(), when);
    }

    private Optional<Price> find(ModelRef model, String currency, Instant when) {
        var connection = connections.get(model.holder(), model.connection());
        return written(connection, model.name(), when)
                .flatMap(price -> converted(price, connection.open().kind(), currency, when));
    }

    private Optional<Price> written(ReadyConnection connection, String model, Instant when) {
        return connection
                .ownPrice(model, when)
                .or(() -> shipped.prices(connection.open().kind()).find(model, when));
    }

    /** The built-in model's price is play money: the same figure in every currency. */
    private Optional<Price> converted(
            Price price, ProviderKind kind, String currency, Instant when) {
        if (price.currency().equals(currency)) {
            return Optional.of(price);
        }
        return (kind == ProviderKind.DEMO
                        ? Optional.of(BigDecimal.ONE)
                        : rates.factor(price.currency(), currency, when))
                .map(factor -> price.in(currency, factor));
    }
}
