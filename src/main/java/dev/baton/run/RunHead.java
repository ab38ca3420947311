package dev.baton.run;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a run is decided when it is taken in, and never changes.
 *
 * @param title what it is called; null where its starter did not say
 * @param graph hash of the graph that it executes, hex
 * @param traceId of the request that began it
 * @param correlation what its starter calls the request; null for nothing
 */
public record RunHead(
        RunId id,
        @Nullable String title,
        String graph,
        Starter starter,
        String traceId,
        @Nullable String correlation,
        Instant createdAt) {

    /** As expressions see it. */
    Map<String, Object> bound() {
        return Map.of(
                "id", id.toString(),
                "created_at", createdAt.toString(),
                "started_by", starter.name());
    }
}
