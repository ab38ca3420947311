package dev.baton.webhook.api;

import dev.baton.webhook.EndpointHeader;
import dev.baton.webhook.EndpointSettings;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it is wanted.
 *
 * @param events types, {@code agent.*} or {@code *}
 */
record EndpointRequest(
        @Nullable String url,
        @Nullable String description,
        @Nullable List<@Nullable String> events,
        @Nullable List<@Nullable HeaderJson> headers) {

    EndpointSettings settings() {
        return new EndpointSettings(
                text(url),
                text(description),
                events == null
                        ? List.of()
                        : events.stream().map(EndpointRequest::text).distinct().toList(),
                headers == null
                        ? List.of()
                        : headers.stream().filter(Objects::nonNull).map(this::header).toList());
    }

    private EndpointHeader header(HeaderJson header) {
        return new EndpointHeader(text(header.name()), text(header.value()), header.isSecret());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
