package dev.baton.state.api;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;

import java.time.Duration;

/**
 * A record as it is wanted.
 *
 * @param value any JSON
 * @param ttlSeconds after which it is gone; left out, it stays until it is deleted
 * @param fence of the lock that the writer holds; the header Baton-Fence says the same
 */
record RecordRequest(
        @JsonDeserialize(using = ExactValue.class) @Nullable JsonNode value,
        @Nullable Long ttlSeconds,
        @Nullable Long fence) {

    @Nullable Duration life() {
        return life(ttlSeconds);
    }

    static @Nullable Duration life(@Nullable Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
