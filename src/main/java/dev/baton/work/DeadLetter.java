package dev.baton.work;

import dev.baton.tenant.TenantId;

import java.time.Instant;
import java.util.UUID;

/**
 * Work that was given up; it stays until somebody revives it.
 *
 * @param attempts that were begun
 * @param reason of the last one, for people; holds no secret
 */
public record DeadLetter(
        String queue,
        TenantId tenant,
        UUID id,
        int attempts,
        Instant createdAt,
        Instant buriedAt,
        String reason) {}
