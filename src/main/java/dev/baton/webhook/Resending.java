package dev.baton.webhook;

import dev.baton.platform.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish to send again what an endpoint was given up for, and what has come of it.
 *
 * @param id whoever asks again under it asks for nothing new
 * @param from when the event happened, this moment included
 * @param to not included
 * @param found how many that were when it was asked for
 * @param sent how many have been let go
 * @param askedBy name of who asked
 * @param doneAt null while some are still to be let go
 */
public record Resending(
        EndpointId endpoint,
        UUID id,
        Instant from,
        Instant to,
        int found,
        int sent,
        @Nullable Instant askedAt,
        @Nullable String askedBy,
        @Nullable Instant doneAt) {

    /** Of the wish that is asked for under a key of the caller's; without one each is another. */
    public static UUID idOf(@Nullable String key) {
        return key == null
                ? Ids.next()
                : UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }

    boolean covers(Delivery delivery) {
        return !delivery.createdAt().isBefore(from)
                && delivery.createdAt().isBefore(to)
                && !hasGoneOutSince(delivery);
    }

    /** It has been granted to this one already, by a worker that did not come to its end. */
    private boolean hasGoneOutSince(Delivery delivery) {
        return askedAt != null && delivery.last() != null && delivery.last().at().isAfter(askedAt);
    }

    public boolean isDone() {
        return doneAt != null;
    }
}
