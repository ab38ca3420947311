package dev.baton.webhook.api;

import dev.baton.webhook.DeliveryRules;
import dev.baton.webhook.EndpointHeader;
import dev.baton.webhook.EndpointSettings;
import dev.baton.webhook.RetryPlan;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it is wanted.
 *
 * @param events types, {@code agent.*} or {@code *}
 * @param perSecond deliveries a second at most; left out for no limit
 * @param timeoutSeconds for the whole answer, 1 to 30; 20 when left out
 * @param orderingKey deliveries with the same one go one after another: {@code endpoint} for all,
 *     {@code subject}, or a field such as {@code data.agent_id}; left out for no order
 * @param retryPlan {@code standard}, {@code short}, {@code none}, or up to nine waits such as {@code
 *     5s 5m 1h}; standard when left out
 */
record EndpointRequest(
        @Nullable String url,
        @Nullable String description,
        @Nullable List<@Nullable String> events,
        @Nullable List<@Nullable HeaderJson> headers,
        @Nullable Integer perSecond,
        @Nullable Integer timeoutSeconds,
        @Nullable String orderingKey,
        @Nullable String retryPlan) {

    EndpointSettings settings() {
        return new EndpointSettings(
                text(url),
                text(description),
                events == null
                        ? List.of()
                        : events.stream().map(EndpointRequest::text).distinct().toList(),
                headers == null
                        ? List.of()
                        : headers.stream().filter(Objects::nonNull).map(this::header).toList(),
                rules());
    }

    private DeliveryRules rules() {
        var standard = DeliveryRules.STANDARD;
        return new DeliveryRules(
                perSecond,
                timeoutSeconds == null
                        ? standard.timeout()
                        : Duration.ofSeconds(timeoutSeconds),
                orderingKey,
                retryPlan == null
                        ? standard.retryPlan()
                        : RetryPlan.parse(retryPlan).map(RetryPlan::text).orElse(retryPlan));
    }

    private EndpointHeader header(HeaderJson header) {
        return new EndpointHeader(text(header.name()), text(header.value()), header.isSecret());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
