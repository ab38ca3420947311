package dev.baton.webhook;

import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event for one endpoint.
 *
 * @param sequence of the endpoint, without gaps
 * @param nextAttemptAt null unless it is pending
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
        @Nullable Instant nextAttemptAt) {}
