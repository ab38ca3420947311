package dev.baton.webhook.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.baton.webhook.Endpoint;
import dev.baton.webhook.EndpointHeader;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint.
 *
 * @param failingSince since when every attempt has failed
 * @param throttledUntil the receiver asked to be left alone until then
 * @param secret only in the answer that creates it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookEndpoint")
record EndpointJson(
        String id,
        String url,
        String description,
        List<String> events,
        List<HeaderJson> headers,
        String status,
        @Nullable String disabledReason,
        @Nullable Instant failingSince,
        @Nullable Instant throttledUntil,
        Instant createdAt,
        long version,
        @Nullable String secret) {

    static EndpointJson of(
            Endpoint endpoint, List<EndpointHeader> headers, @Nullable String secret) {
        return new EndpointJson(
                endpoint.id().value().toString(),
                endpoint.url().toString(),
                endpoint.description(),
                endpoint.patterns(),
                headers.stream().map(HeaderJson::of).toList(),
                endpoint.status().wire(),
                endpoint.disabledReason().orElse(null),
                endpoint.failingSince().orElse(null),
                endpoint.throttledUntil().orElse(null),
                endpoint.createdAt(),
                endpoint.version(),
                secret);
    }

    @Override
    public String toString() {
        return "EndpointJson[" + id + "]";
    }
}
