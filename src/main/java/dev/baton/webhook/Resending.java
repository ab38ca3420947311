package dev.baton.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * A wish to send again what an endpoint was given up for.
 *
 * @param from when the event happened, this moment included
 * @param to not included
 */
record Resending(EndpointId endpoint, UUID id, Instant from, Instant to) {

    boolean covers(Delivery delivery) {
        return !delivery.createdAt().isBefore(from) && delivery.createdAt().isBefore(to);
    }
}
