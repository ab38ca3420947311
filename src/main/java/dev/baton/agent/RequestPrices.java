package dev.baton.agent;

import dev.baton.model.PriceBook;
import dev.baton.model.TokenUsage;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.Optional;

/** What a call costs at agents that have a price per request. */
@Component
class RequestPrices {

    private final TenantDirectory tenants;
    private final PriceBook book;
    private final Clock clock;

    RequestPrices(TenantDirectory tenants, PriceBook book, Clock clock) {
        this.tenants = tenants;
        this.book = book;
        this.clock = clock;
    }

    /**
     * Nano-units of the caller's currency; the price is the owner's, in the owner's.
     *
     * @throws PriceNotConvertible when nobody said what one currency is worth in the other
     */
    long of(Agent agent, TenantId caller) {
        return find(agent, caller)
                .orElseThrow(
                        () ->
                                new PriceNotConvertible(
                                        agent, currency(agent.owner()), currency(caller)));
    }

    /** The same; empty without a rate. */
    Optional<Long> find(Agent agent, TenantId caller) {
        if (agent.owner().equals(caller) || agent.costPerRequest() == 0) {
            return Optional.of(agent.costPerRequest());
        }
        return book.converted(
                agent.costPerRequest(),
                currency(agent.owner()),
                currency(caller),
                clock.instant());
    }

    /** A call that used nothing, because it never reached the agent, is not charged. */
    static long cost(long price, TokenUsage usage) {
        return usage.input() == 0 && usage.output() == 0 ? 0 : price;
    }

    private String currency(TenantId tenant) {
        return tenants.get(tenant).currency();
    }
}
