package dev.baton.run.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.baton.run.RunHead;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task that is taken in. It says nothing that changes, so a repeat under the same idempotency key
 * gets the same bytes.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AcceptedJson(
        String id,
        String status,
        @Nullable String title,
        String graphHash,
        String traceId,
        Instant createdAt) {

    static AcceptedJson of(RunHead head) {
        return new AcceptedJson(
                head.id().toString(),
                "accepted",
                head.title(),
                head.graph(),
                head.traceId(),
                head.createdAt());
    }
}
