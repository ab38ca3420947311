package dev.baton.webhook.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.baton.webhook.Delivery;
import dev.baton.webhook.DeliveryAttempt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event for one endpoint.
 *
 * @param sequence of the endpoint, without gaps; the header {@code webhook-sequence}
 * @param waitsFor sequence number of the delivery it waits for: their ordering key is the same; only
 *     where one delivery is asked for
 * @param attempts how many were made since it was last begun anew
 * @param log newest first; only where one delivery is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookDelivery")
record DeliveryJson(
        String id,
        String eventId,
        String eventType,
        long sequence,
        String status,
        int attempts,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Long waitsFor,
        @Nullable List<AttemptJson> log) {

    static DeliveryJson of(Delivery delivery) {
        return of(delivery, null, null);
    }

    static DeliveryJson of(
            Delivery delivery,
            @Nullable List<DeliveryAttempt> attempts,
            @Nullable Long waitsFor) {
        return new DeliveryJson(
                delivery.id().toString(),
                delivery.event().toString(),
                delivery.eventType(),
                delivery.sequence(),
                delivery.status().wire(),
                delivery.attempts(),
                delivery.createdAt(),
                delivery.nextAttemptAt(),
                waitsFor,
                attempts == null ? null : attempts.stream().map(AttemptJson::of).toList());
    }
}
