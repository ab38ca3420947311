package dev.baton.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a list shows; null leaves the choice open.
 *
 * @param from when it was asked, to the millisecond, inclusive
 * @param to exclusive
 */
public record MessageFilter(
        @Nullable MessageStatus status,
        @Nullable UUID agent,
        @Nullable Instant from,
        @Nullable Instant to) {

    public static final MessageFilter NONE = new MessageFilter(null, null, null, null);

    /** The index that finds them in the order of the list. */
    String index() {
        if (agent != null) {
            return status == null ? "message_by_agent" : "message_by_agent_and_status";
        }
        return status == null ? "PRIMARY" : "message_by_status";
    }
}
