package dev.baton.selection;

import dev.baton.agent.Agent;
import dev.baton.agent.AgentId;
import dev.baton.ledger.Money;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What a call may cost, and what it would at most at an agent. The latter is found out of those
 * agents only that are about to be chosen, and of none where nothing limits the former.
 */
public final class Means {

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final long mostNanos;
    private final String currency;
    private final ToLongFunction<Agent> worstCase;
    private final Map<AgentId, Long> found = new HashMap<>();

    /**
     * @param mostNanos in nano-units of the currency; {@link Long#MAX_VALUE} for no limit
     * @param worstCase the same that would be reserved for the call
     */
    public Means(long mostNanos, String currency, ToLongFunction<Agent> worstCase) {
        this.mostNanos = mostNanos;
        this.currency = currency;
        this.worstCase = worstCase;
    }

    public static Means unlimited() {
        return new Means(NO_LIMIT, "", _ -> 0);
    }

    boolean cover(Agent agent) {
        return mostNanos == NO_LIMIT || worstCase(agent) <= mostNanos;
    }

    long worstCase(Agent agent) {
        return found.computeIfAbsent(agent.id(), _ -> worstCase.applyAsLong(agent));
    }

    /** What is compared, as refusals for want of money tell it. */
    Map<String, String> figures(Agent agent) {
        return Map.of(
                "needed", new Money(worstCase(agent), currency).text(),
                "left", new Money(mostNanos, currency).text(),
                "currency", currency);
    }
}
