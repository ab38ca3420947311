package dev.baton.state.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.state.StateRecord;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Instant;

/**
 * A record.
 *
 * @param etag of this version, for If-Match
 * @param expiresAt left out when it stays until it is deleted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "StateRecord")
record RecordJson(
        String namespace,
        String key,
        JsonNode value,
        long version,
        String etag,
        Instant createdAt,
        Instant changedAt,
        String changedBy,
        @Nullable Instant expiresAt) {

    static RecordJson of(StateRecord record, JsonNode value) {
        return new RecordJson(
                record.key().namespace(),
                record.key().key(),
                value,
                record.version(),
                record.tag(),
                record.createdAt(),
                record.changedAt(),
                record.changedBy(),
                record.expiresAt());
    }
}
