package dev.baton.run;

import dev.baton.planner.Plan;
import dev.baton.planner.Range;
import dev.baton.platform.json.CanonicalJson;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a run may cost at most: the lower of what its graph says and what its starter gave.
 *
 * @param nanos in nano-units of the tenant's currency
 * @param isOfGraph whether it is the graph that says so
 */
public record CostLimit(long nanos, boolean isOfGraph) {

    /** In units, as for {@code limits.cost} of a graph. */
    public static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000_000);

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    /** The lowest figure of an estimate that is above the limit. */
    public enum Excess {
        /** The run would be stopped midway, however it goes. */
        LOW,
        LIKELY,
        HIGH;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether so much, in units, can be a limit. */
    public static boolean isValid(BigDecimal amount) {
        return amount.signum() >= 0 && amount.compareTo(HIGHEST) <= 0;
    }

    /** What is beyond counting is no limit. */
    public static long nanos(BigDecimal amount) {
        return amount.multiply(NANOS).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }

    /**
     * @param own of the graph, in units; null for none
     * @param given by the starter, in nano-units; null for none
     * @return null without either
     */
    public static @Nullable CostLimit of(@Nullable BigDecimal own, @Nullable Long given) {
        if (own == null) {
            return given == null ? null : new CostLimit(given, false);
        }
        var nanos = nanos(own);
        return given == null || nanos < given
                ? new CostLimit(nanos, true)
                : new CostLimit(given, false);
    }

    /** Of a run that carries a plan out. */
    public static @Nullable CostLimit of(Plan plan, @Nullable Long given) {
        var own =
                plan.graph().get("limits") instanceof Map<?, ?> limits
                                && limits.get("cost") instanceof Number cost
                        ? new BigDecimal(CanonicalJson.number(cost))
                        : null;
        return of(own, given);
    }

    /** Empty where all that may happen fits. */
    public Optional<Excess> exceededBy(Range cost) {
        if (cost.low() > nanos) {
            return Optional.of(Excess.LOW);
        }
        if (cost.likely() > nanos) {
            return Optional.of(Excess.LIKELY);
        }
        return cost.high() > nanos ? Optional.of(Excess.HIGH) : Optional.empty();
    }
}
