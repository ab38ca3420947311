package dev.baton.webhook;

import java.time.Duration;
import java.util.List;

/** How a failed delivery is tried again, for people to read. */
public final class RetryPlan {

    private RetryPlan() {}

    /** How long before each attempt, without the jitter; the first is sent at once. */
    public static List<Duration> waits() {
        return RetrySchedule.WAITS;
    }
}
