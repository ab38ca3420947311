package dev.baton.identity.key;

import dev.baton.event.FeedPulse;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;

/**
 * How long what was read of a key may be believed: a few seconds while this instance hears of
 * revocations, a second at most when it might not.
 */
@Component
class Freshness {

    private static final Duration HEARD = Duration.ofSeconds(5);
    private static final Duration UNHEARD = Duration.ofMillis(800);
    private static final Duration LONGEST_SILENCE = Duration.ofMillis(800);

    private final FeedPulse pulse;

    Freshness(FeedPulse pulse) {
        this.pulse = pulse;
    }

    boolean covers(Instant readAt, Instant now) {
        var hears = pulse.silence().compareTo(LONGEST_SILENCE) < 0;
        return now.isBefore(readAt.plus(hears ? HEARD : UNHEARD));
    }
}
