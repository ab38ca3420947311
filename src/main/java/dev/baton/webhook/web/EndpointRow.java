package dev.baton.webhook.web;

import dev.baton.webhook.Backlog;
import dev.baton.webhook.Endpoint;
import java.util.List;
import java.util.UUID;

/** An endpoint as the list shows it. */
record EndpointRow(
        UUID id,
        String url,
        String description,
        List<String> patterns,
        String state,
        String stateWord,
        Backlog backlog,
        AttemptStrip strip) {

    static EndpointRow of(Endpoint endpoint, Backlog backlog, AttemptStrip strip) {
        return new EndpointRow(
                endpoint.id().value(),
                endpoint.url().toString(),
                endpoint.description(),
                endpoint.patterns(),
                state(endpoint),
                endpoint.stateWord(),
                backlog,
                strip);
    }

    static String state(Endpoint endpoint) {
        return switch (endpoint.status()) {
            case ACTIVE -> endpoint.failingSince().isPresent() ? "failed" : "ok";
            case PAUSED -> "held";
            case DISABLED -> "off";
        };
    }
}
