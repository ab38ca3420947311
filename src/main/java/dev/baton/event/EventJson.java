package dev.baton.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as webhooks and the API tell it. Its bytes never change: whoever signs or compares them
 * may write them again.
 *
 * @param id the same on every repeat
 * @param sequence within the tenant, without gaps; what is missing can be asked for
 */
@JsonPropertyOrder({
    "type",
    "id",
    "timestamp",
    "tenant_id",
    "sequence",
    "subject",
    "trace_id",
    "data"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Event")
public record EventJson(
        @JsonProperty("type") String type,
        @JsonProperty("id") UUID id,
        @JsonProperty("timestamp") Instant timestamp,
        @JsonProperty("tenant_id") UUID tenantId,
        @JsonProperty("sequence") long sequence,
        @JsonProperty("subject") UUID subject,
        @JsonProperty("trace_id") @Nullable String traceId,
        @JsonProperty("data") @JsonRawValue @Schema(types = "object") String data) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static EventJson of(Event event) {
        return new EventJson(
                event.type(),
                event.id(),
                event.occurredAt(),
                event.tenant().value(),
                event.sequence(),
                event.subject(),
                event.traceId(),
                event.data());
    }

    /** UTF-8, without white space around the members. */
    public byte[] bytes() {
        return JSON.writeValueAsBytes(this);
    }
}
