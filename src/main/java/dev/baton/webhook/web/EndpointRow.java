package dev.baton.webhook.web;

import dev.baton.webhook.Endpoint;
import dev.baton.webhook.WebhookDesk;
import java.util.List;
import java.util.UUID;

/** An endpoint as the list shows it. */
record EndpointRow(
        UUID id,
        String url,
        String description,
        List<String> patterns,
        String state,
        String stateKey,
        WebhookDesk.Backlog backlog) {

    static EndpointRow of(Endpoint endpoint, WebhookDesk.Backlog backlog) {
        return new EndpointRow(
                endpoint.id().value(),
                endpoint.url().toString(),
                endpoint.description(),
                endpoint.patterns(),
                state(endpoint),
                "webhook.status." + stateWord(endpoint),
                backlog);
    }

    static String state(Endpoint endpoint) {
        return switch (endpoint.status()) {
            case ACTIVE -> endpoint.failingSince().isPresent() ? "failed" : "ok";
            case PAUSED -> "held";
            case DISABLED -> "off";
        };
    }

    static String stateWord(Endpoint endpoint) {
        return endpoint.isActive() && endpoint.failingSince().isPresent()
                ? "failing"
                : endpoint.status().wire();
    }
}
