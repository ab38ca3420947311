package dev.baton.webhook.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.baton.webhook.Backlog;
import dev.baton.webhook.Endpoint;
import dev.baton.webhook.EndpointHeader;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint.
 *
 * @param perSecond deliveries a second at most
 * @param timeoutSeconds for the whole answer
 * @param orderingKey what keeps deliveries in order
 * @param retryPlan a preset, or waits
 * @param retryWaits what that means: how many seconds before each attempt, without the jitter
 * @param previousSecretUntil until then the secret before the present one signs as well
 * @param disabledAt it fails, and is disabled then unless an attempt succeeds
 * @param failingSince since when every attempt has failed
 * @param throttledUntil the receiver asked to be left alone until then
 * @param secret only in the answer that creates or rotates it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookEndpoint")
record EndpointJson(
        String id,
        String url,
        String description,
        List<String> events,
        List<HeaderJson> headers,
        @Nullable Integer perSecond,
        long timeoutSeconds,
        @Nullable String orderingKey,
        String retryPlan,
        List<Long> retryWaits,
        String status,
        @Nullable String disabledReason,
        @Nullable Instant failingSince,
        @Nullable Instant disabledAt,
        @Nullable Instant throttledUntil,
        @Nullable Instant previousSecretUntil,
        BacklogJson backlog,
        Instant createdAt,
        long version,
        @Nullable String secret) {

    /**
     * How many undelivered ones stand where; counted up to 1000, one more stands for any number above.
     */
    @Schema(name = "WebhookBacklog")
    record BacklogJson(long pending, long held, long exhausted) {

        static BacklogJson of(Backlog backlog) {
            return new BacklogJson(backlog.pending(), backlog.held(), backlog.exhausted());
        }
    }

    static EndpointJson of(
            Endpoint endpoint,
            List<EndpointHeader> headers,
            Backlog backlog,
            Instant now,
            @Nullable String secret) {
        return new EndpointJson(
                endpoint.id().value().toString(),
                endpoint.url().toString(),
                endpoint.description(),
                endpoint.patterns(),
                headers.stream().map(HeaderJson::of).toList(),
                endpoint.rules().perSecond(),
                endpoint.timeout().toSeconds(),
                endpoint.rules().orderingKey(),
                endpoint.rules().retryPlan(),
                endpoint.retryPlan().waits().stream().map(Duration::toSeconds).toList(),
                endpoint.status().wire(),
                endpoint.disabledReason().orElse(null),
                endpoint.failingSince().orElse(null),
                endpoint.isActive() ? endpoint.patienceEndsAt().orElse(null) : null,
                endpoint.throttledUntil().orElse(null),
                endpoint.previousSecretUntil(now).orElse(null),
                BacklogJson.of(backlog),
                endpoint.createdAt(),
                endpoint.version(),
                secret);
    }

    @Override
    public String toString() {
        return "EndpointJson[" + id + "]";
    }
}
