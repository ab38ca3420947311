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
        @Nullable LastAttempt last) {

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
            Event event, EndpointId endpoint, long sequence, boolean active, UUID id, Instant now) {
        return new Delivery(
                event.tenant(),
                id,
                endpoint.value(),
                event.id(),
                event.type(),
                sequence,
                active ? DeliveryStatus.PENDING : DeliveryStatus.HELD,
                0,
                now,
                active ? now : null,
                null);
    }

    EndpointId endpointId() {
        return new EndpointId(tenant, endpoint);
    }
}
