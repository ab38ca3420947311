package dev.baton.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request that was sent, and what came back.
 *
 * @param requestHeaders one a line, secret values masked
 * @param responseBody text, cut at a cap
 * @param failure why there is no response, or why it counts as a failure; null after a success
 */
public record DeliveryAttempt(
        UUID id,
        UUID delivery,
        UUID endpoint,
        Instant attemptedAt,
        int number,
        String requestHeaders,
        String requestBody,
        @Nullable Integer responseStatus,
        @Nullable String responseHeaders,
        @Nullable String responseBody,
        @Nullable String failure,
        long latencyMicros) {

    /** A request of which nothing is known yet but that it goes out. */
    static DeliveryAttempt sent(
            UUID id,
            UUID delivery,
            UUID endpoint,
            Instant at,
            int number,
            String headers,
            String body) {
        return new DeliveryAttempt(
                id, delivery, endpoint, at, number, headers, body, null, null, null, null, 0);
    }

    DeliveryAttempt answered(
            int status, String headers, String body, @Nullable String reason, long micros) {
        return new DeliveryAttempt(
                id,
                delivery,
                endpoint,
                attemptedAt,
                number,
                requestHeaders,
                requestBody,
                status,
                headers,
                body,
                reason,
                micros);
    }

    DeliveryAttempt unanswered(String reason, long micros) {
        return new DeliveryAttempt(
                id,
                delivery,
                endpoint,
                attemptedAt,
                number,
                requestHeaders,
                requestBody,
                null,
                null,
                null,
                reason,
                micros);
    }

    public boolean succeeded() {
        return failure == null;
    }
}
