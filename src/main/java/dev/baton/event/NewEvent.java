package dev.baton.event;

import dev.baton.tenant.TenantId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact to append: ids and facts, never contents or secrets.
 *
 * @param subject id of what it happened to
 * @param data becomes the event's JSON data; values are JSON-like (text, numbers, booleans, maps,
 *     lists, null)
 * @param traceId of the request that caused it
 */
public record NewEvent(
        TenantId tenant,
        EventType type,
        UUID subject,
        Map<String, ?> data,
        @Nullable String traceId) {}
