package dev.baton.event;

import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

import java.time.LocalDateTime;

/** An event that waits for the relay. */
record OutboxRow(
        long id,
        TenantId tenant,
        byte[] eventId,
        String type,
        EventType.Audience audience,
        byte[] subject,
        String data,
        LocalDateTime occurredAt,
        @Nullable String traceId) {

    static final RowMapper<OutboxRow> MAPPER =
            (row, _) ->
                    new OutboxRow(
                            row.getLong("id"),
                            new TenantId(Ids.fromBytes(row.getBytes("tenant_id"))),
                            row.getBytes("event_id"),
                            row.getString("type"),
                            EventType.Audience.valueOf(row.getString("audience")),
                            row.getBytes("subject"),
                            row.getString("data"),
                            row.getObject("occurred_at", LocalDateTime.class),
                            row.getString("trace_id"));

    boolean isPublic() {
        return audience == EventType.Audience.PUBLIC;
    }
}
