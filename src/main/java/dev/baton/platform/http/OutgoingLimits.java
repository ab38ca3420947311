package dev.baton.platform.http;

import java.time.Duration;

/**
 * How long and how much one exchange may take. Durations are enforced to about a tenth of a second.
 *
 * @param connect for a free connection, the name, TCP and TLS together
 * @param firstByte from sending the request to the end of the response head
 * @param idle for the next piece of the body, each time one is asked for
 * @param total from {@link OutgoingHttp#open} to the end of the body, whatever the peer or the
 *     reader does
 * @param maxBody bytes of the body
 * @param truncate whether a longer body ends early ({@link OutgoingExchange#truncated()}) instead
 *     of failing as {@link OutgoingFailure.Kind#TOO_LARGE}
 */
public record OutgoingLimits(
        Duration connect,
        Duration firstByte,
        Duration idle,
        Duration total,
        long maxBody,
        boolean truncate) {

    private static final Duration LONGEST = Duration.ofDays(365);

    /** For a small JSON answer from a healthy peer: 5, 30, 30 and 60 seconds, 1 MiB. */
    public static final OutgoingLimits DEFAULT =
            new OutgoingLimits(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    1 << 20,
                    false);

    public OutgoingLimits {
        require("connect", connect);
        require("firstByte", firstByte);
        require("idle", idle);
        require("total", total);
        if (maxBody < 0) {
            throw new IllegalArgumentException("maxBody is negative");
        }
    }

    public OutgoingLimits withConnect(Duration limit) {
        return new OutgoingLimits(limit, firstByte, idle, total, maxBody, truncate);
    }

    public OutgoingLimits withFirstByte(Duration limit) {
        return new OutgoingLimits(connect, limit, idle, total, maxBody, truncate);
    }

    public OutgoingLimits withIdle(Duration limit) {
        return new OutgoingLimits(connect, firstByte, limit, total, maxBody, truncate);
    }

    public OutgoingLimits withTotal(Duration limit) {
        return new OutgoingLimits(connect, firstByte, idle, limit, maxBody, truncate);
    }

    /** A longer body fails as {@link OutgoingFailure.Kind#TOO_LARGE}. */
    public OutgoingLimits withMaxBody(long bytes) {
        return new OutgoingLimits(connect, firstByte, idle, total, bytes, false);
    }

    /** A longer body is cut after so many bytes and the rest is never read. */
    public OutgoingLimits truncatingAt(long bytes) {
        return new OutgoingLimits(connect, firstByte, idle, total, bytes, true);
    }

    private static void require(String name, Duration limit) {
        if (!limit.isPositive() || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be between 0 and 365 days");
        }
    }
}
