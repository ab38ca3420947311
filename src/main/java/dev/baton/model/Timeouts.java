package dev.baton.model;

import java.time.Duration;

/**
 * How long a provider may take.
 *
 * @param connect until the connection stands
 * @param firstByte from the request to the beginning of the answer; a plain answer begins when it
 *     is complete, so this is the time to think
 * @param idle between two pieces of the answer
 * @param total for everything, retries included
 */
public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {

    public static final Timeouts DEFAULT =
            new Timeouts(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(10));
}
