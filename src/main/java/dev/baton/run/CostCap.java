package dev.baton.run;

import dev.baton.run.engine.RunState;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What a run may cost, in nano-units of the tenant's currency, and what of that is set aside for
 * attempts and runs that are under way. Its {@link Execution} lets one in at a time.
 */
final class CostCap {

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private final RunState state;

    /** Null for a run that may cost what it wants. */
    private final @Nullable Long most;

    private final Map<UUID, Long> setAside = new HashMap<>();

    CostCap(RunHead head, RunState state) {
        this.state = state;
        var own = state.index().graph().limits().cost();
        var given = head.costCap();
        if (own == null) {
            this.most = given;
        } else {
            this.most = given == null ? nanos(own) : Math.min(nanos(own), given);
        }
    }

    boolean isSet() {
        return most != null;
    }

    /** Whether so much is left; it is set aside then. */
    boolean setAside(UUID call, long nanos) {
        var fits = most == null || nanos <= left(most);
        if (fits) {
            setAside.put(call, nanos);
        }
        return fits;
    }

    /** What was set aside before this instance executed the run, by call. */
    void setAside(Map<UUID, Long> before) {
        setAside.putAll(before);
    }

    /**
     * Sets aside all that is left, or as much as a run that a step begins may cost by itself.
     *
     * @return how much; empty while others hold all that is left
     */
    OptionalLong setAsideForChild(UUID call, @Nullable Long own) {
        if (most == null) {
            throw new IllegalStateException("The run may cost what it wants");
        }
        var left = left(most);
        var amount = own == null ? left : Math.min(left, own);
        if (amount == 0 && !setAside.isEmpty()) {
            return OptionalLong.empty();
        }
        setAside.put(call, amount);
        return OptionalLong.of(amount);
    }

    void release(UUID call) {
        setAside.remove(call);
    }

    private long left(long most) {
        var held = setAside.values().stream().mapToLong(Long::longValue).sum();
        return Math.max(0, most - state.costNanos() - held);
    }

    /** What is beyond counting is no limit. */
    static long nanos(BigDecimal amount) {
        return amount.multiply(NANOS).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }
}
