package dev.baton.event;

import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of the log.
 *
 * @param sequence 1, 2, 3 … within the tenant, without gaps
 * @param position within the whole instance's feed, growing
 * @param data JSON object
 */
public record Event(
        TenantId tenant,
        UUID id,
        long sequence,
        long position,
        String type,
        UUID subject,
        String data,
        Instant occurredAt,
        @Nullable String traceId) {}
