package dev.baton.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long a session lasts: until it is unused for so long, and never longer than its life. What a
 * page asks by itself, with nobody there, is no use of it.
 *
 * @param used last time that somebody did something, to within some seconds
 * @param idle that it may be unused
 */
public record SessionTime(Instant started, Instant used, Duration idle, Duration life) {

    /** What the session's attributes say; empty for a session that is none of ours. */
    public static Optional<SessionTime> read(
            Function<String, @Nullable Object> attributes,
            Duration idle,
            Duration life) {
        if (attributes.apply(SignedInSessions.STARTED) instanceof String started
                && attributes.apply(SignedInSessions.USED) instanceof String used) {
            return Optional.of(
                    new SessionTime(Instant.parse(started), Instant.parse(used), idle, life));
        }
        return Optional.empty();
    }

    /** Zero once it is over. */
    public Duration left(Instant now) {
        var unused = Duration.between(now, used.plus(idle));
        var alive = Duration.between(now, started.plus(life));
        var left = unused.compareTo(alive) < 0 ? unused : alive;
        return left.isNegative() ? Duration.ZERO : left;
    }
}
