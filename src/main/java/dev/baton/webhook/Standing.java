package dev.baton.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint takes deliveries at the moment.
 *
 * @param failingSince since when every attempt has failed; null after a success
 */
record Standing(boolean active, @Nullable Instant failingSince) {

    /** After failing for so long without one success an endpoint is disabled. */
    static final Duration PATIENCE = Duration.ofDays(5);

    boolean hasFailedTooLong(Instant now) {
        return failingSince != null && failingSince.plus(PATIENCE).isBefore(now);
    }
}
