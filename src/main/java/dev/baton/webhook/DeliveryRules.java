package dev.baton.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint is sent to.
 *
 * @param perSecond deliveries a second at most, by all instances together; null for no limit
 * @param timeout for the whole answer
 * @param orderingKey {@code endpoint}, {@code subject} or {@code data.<field>}; null for no order
 * @param retryPlan a preset of {@link RetryPlan}, or waits as in {@code 5s 5m 1h}
 */
public record DeliveryRules(
        @Nullable Integer perSecond,
        Duration timeout,
        @Nullable String orderingKey,
        String retryPlan) {

    public static final int MOST_PER_SECOND = 1_000;
    public static final int LONGEST_TIMEOUT_SECONDS = 30;

    public static final DeliveryRules STANDARD =
            new DeliveryRules(null, Duration.ofSeconds(20), null, RetryPlan.STANDARD.text());
}
