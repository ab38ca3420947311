package dev.baton.identity.key;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;

/**
 * How long what was read of a key may be believed: longer while this instance hears of revocations,
 * a second when it might not.
 */
@Component
class Freshness {

    private static final Duration UNHEARD = Duration.ofSeconds(1);

    boolean covers(Instant readAt, Instant now) {
        return now.isBefore(readAt.plus(UNHEARD));
    }
}
