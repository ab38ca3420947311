package dev.baton.agent.web;

import dev.baton.agent.AgentLimits;
import dev.baton.agent.AgentSettings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Objects;

/**
 * How much of an agent may be used and what it costs, as typed. What is no number becomes one out
 * of range, so that one place refuses both.
 *
 * @param timeout in seconds
 * @param cost in units of the owner's currency
 */
record LimitFields(
        String maxConcurrentTasks, String rateLimit, String timeout, String retries, String cost) {

    private static final int UNREADABLE = -1;
    private static final int NANO_DIGITS = 9;

    LimitFields {
        maxConcurrentTasks = Objects.requireNonNullElse(maxConcurrentTasks, "").strip();
        rateLimit = Objects.requireNonNullElse(rateLimit, "").strip();
        timeout = Objects.requireNonNullElse(timeout, "").strip();
        retries = Objects.requireNonNullElse(retries, "").strip();
        cost = Objects.requireNonNullElse(cost, "").strip();
    }

    static LimitFields of(AgentSettings settings) {
        var limits = settings.limits();
        return new LimitFields(
                "" + limits.maxConcurrentTasks(),
                "" + limits.rateLimit(),
                "" + limits.timeout().toSeconds(),
                "" + limits.retries(),
                BigDecimal.valueOf(settings.costPerRequest(), NANO_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString());
    }

    AgentLimits toLimits() {
        return new AgentLimits(
                whole(maxConcurrentTasks),
                whole(rateLimit),
                Duration.ofSeconds(whole(timeout)),
                whole(retries));
    }

    /** Nano-units, rounded up. */
    long toCost() {
        if (!cost.matches("[0-9]{1,6}(\\.[0-9]{1,12})?")) {
            return UNREADABLE;
        }
        return new BigDecimal(cost)
                .movePointRight(NANO_DIGITS)
                .setScale(0, RoundingMode.CEILING)
                .longValue();
    }

    private static int whole(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : UNREADABLE;
    }
}
