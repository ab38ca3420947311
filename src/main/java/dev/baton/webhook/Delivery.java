package dev.baton.webhook;

import dev.baton.event.Event;
import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event for one endpoint.
 *
 * @param sequence of the endpoint, without gaps
 * @param attempts since it was last begun anew
 * @param nextAttemptAt null unless it is pending
 * @param last the latest attempt of all
 * @param orderKey it waits for earlier ones with the same; null for one that waits for none
 * @param turnAt when the endpoint's rate lets it go; null unless it had to queue
 */
public record Delivery(
        TenantId tenant,
        UUID id,
        UUID endpoint,
        UUID event,
        String eventType,
        long sequence,
        DeliveryStatus status,
        int attempts,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable LastAttempt last,
        @Nullable UUID orderKey,
        @Nullable Instant turnAt) {

    /**
     * How the latest attempt went, in short.
     *
     * @param status of the response; null without one
     * @param failure null after a success
     */
    public record LastAttempt(
            Instant at, @Nullable Integer status, @Nullable String failure, long latencyMicros) {}

    /** A delivery that is due now; held when its endpoint takes none at the moment. */
    static Delivery of(
            Event event, Endpoint endpoint, long sequence, boolean active, UUID id, Instant now) {
        return new Delivery(
                event.tenant(),
                id,
                endpoint.id().value(),
                event.id(),
                event.type(),
                sequence,
                active ? DeliveryStatus.PENDING : DeliveryStatus.HELD,
                0,
                now,
                active ? now : null,
                null,
                endpoint.orderingKey().map(key -> key.of(event)).orElse(null),
                null);
    }

    /** The same while another one goes first. */
    Delivery waiting() {
        return new Delivery(
                tenant,
                id,
                endpoint,
                event,
                eventType,
                sequence,
                status,
                attempts,
                createdAt,
                null,
                last,
                orderKey,
                turnAt);
    }

    EndpointId endpointId() {
        return new EndpointId(tenant, endpoint);
    }
}
