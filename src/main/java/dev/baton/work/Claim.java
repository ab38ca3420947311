package dev.baton.work;

import dev.baton.tenant.TenantId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One item of work that this instance may do until its lease ends.
 *
 * @param attempt 1 for the first; counted before the work starts
 * @param fence grows with every claim; a writer whose fence is old writes nothing
 */
public record Claim(
        String queue, TenantId tenant, UUID id, int attempt, long fence, @Nullable UUID lane) {}
