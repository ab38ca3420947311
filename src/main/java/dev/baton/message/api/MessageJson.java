package dev.baton.message.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.baton.work.WorkProgress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message as the API shows it.
 *
 * @param output text of the answer; empty when it consists of tool calls
 * @param message the answer as a chat message, with tool calls
 * @param attempts that were begun
 * @param progress of a message that waits for its answer
 * @param kept false where the answer was given but its text is not kept; otherwise left out
 * @param error of a message that failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageJson(
        String id,
        String status,
        @Nullable AgentJson agent,
        @Nullable String output,
        @Nullable JsonNode message,
        @Nullable String finishReason,
        @Nullable UsageJson usage,
        @Nullable CostJson cost,
        @Nullable Long latencyMs,
        @Nullable String decisionId,
        String traceId,
        Instant createdAt,
        @Nullable Instant endedAt,
        int attempts,
        @Nullable ProgressJson progress,
        @Nullable Boolean kept,
        @Nullable JsonNode error) {

    record AgentJson(String id, String name) {}

    /**
     * @param state {@code waiting} or {@code running}
     * @param nextAttemptAt of one that waits
     * @param lastError why the attempt before failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProgressJson(
            String state, @Nullable Instant nextAttemptAt, @Nullable String lastError) {

        static ProgressJson of(WorkProgress progress) {
            return progress.running()
                    ? new ProgressJson("running", null, progress.lastError())
                    : new ProgressJson("waiting", progress.dueAt(), progress.lastError());
        }
    }

    record UsageJson(long inputTokens, long outputTokens) {}

    /**
     * @param amount in units of the currency, exact
     */
    record CostJson(String amount, String currency) {}
}
