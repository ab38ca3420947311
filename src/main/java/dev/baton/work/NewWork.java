package dev.baton.work;

import dev.baton.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work to do. Its id is the id of the thing worked on, so adding the same twice is refused by the
 * database.
 *
 * @param dueAt not before
 * @param lane work of one lane shares a concurrency cap, for example one webhook endpoint's; null
 *     for none
 */
public record NewWork(
        String queue,
        TenantId tenant,
        UUID id,
        Priority priority,
        Instant dueAt,
        @Nullable UUID lane) {}
