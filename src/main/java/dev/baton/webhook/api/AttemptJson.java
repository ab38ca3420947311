package dev.baton.webhook.api;

import dev.baton.webhook.DeliveryAttempt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request that was sent, and what came back.
 *
 * @param requestHeaders one a line, secret values masked
 * @param responseBody cut at 16 KiB
 * @param failure a word for why it counts as a failure; left out after a success
 */
@Schema(name = "WebhookAttempt")
record AttemptJson(
        String id,
        int number,
        Instant attemptedAt,
        boolean succeeded,
        @Nullable Integer responseStatus,
        @Nullable String failure,
        long latencyMs,
        String requestHeaders,
        String requestBody,
        @Nullable String responseHeaders,
        @Nullable String responseBody) {

    static AttemptJson of(DeliveryAttempt attempt) {
        return new AttemptJson(
                attempt.id().toString(),
                attempt.number(),
                attempt.attemptedAt(),
                attempt.succeeded(),
                attempt.responseStatus(),
                attempt.failure(),
                attempt.latencyMicros() / 1_000,
                attempt.requestHeaders(),
                attempt.requestBody(),
                attempt.responseHeaders(),
                attempt.responseBody());
    }
}
