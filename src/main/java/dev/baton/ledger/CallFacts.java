package dev.baton.ledger;

import dev.baton.tenant.TenantId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call before it goes out.
 *
 * @param id of this call; a message that is tried again has a call for each try
 * @param key the API key that called, or null
 * @param account the person who called, or null
 */
public record CallFacts(
        TenantId tenant,
        UUID id,
        UUID message,
        UUID agent,
        String agentName,
        @Nullable UUID key,
        @Nullable UUID account,
        @Nullable UUID promptVersion,
        String model,
        Entrance entrance,
        String traceId) {}
