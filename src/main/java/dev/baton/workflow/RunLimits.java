package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What one run may take at most.
 *
 * @param cost in the tenant's currency; null for the tenant's budget alone
 * @param duration from its start to its end, waits included; null for none
 * @param steps executed, every item, round and retry counted
 * @param repeats of one step with the same input before the run counts as going in circles
 */
public record RunLimits(
        @Nullable BigDecimal cost, @Nullable Duration duration, int steps, int repeats) {

    public static final int DEFAULT_STEPS = 10_000;
    public static final int DEFAULT_REPEATS = 20;
}
