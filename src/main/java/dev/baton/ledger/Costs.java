package dev.baton.ledger;

import java.util.OptionalLong;
import java.util.TreeMap;

/** What calls cost, counted by amounts. */
public final class Costs {

    private final TreeMap<Long, Long> amounts = new TreeMap<>();
    private long calls;

    Costs add(long nanos, long more) {
        amounts.merge(nanos, more, Long::sum);
        calls += more;
        return this;
    }

    public long calls() {
        return calls;
    }

    /** Nano-units that the given share of calls did not exceed; empty without calls. */
    public OptionalLong nanos(double share) {
        var wanted = Math.max(1, (long) Math.ceil(share * calls));
        var seen = 0L;
        for (var amount : amounts.entrySet()) {
            seen += amount.getValue();
            if (seen >= wanted) {
                return OptionalLong.of(amount.getKey());
            }
        }
        return OptionalLong.empty();
    }
}
