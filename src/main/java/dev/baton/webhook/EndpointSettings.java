package dev.baton.webhook;

import java.util.List;

/**
 * What a person chooses for an endpoint.
 *
 * @param patterns event types, {@code agent.*} or {@code *}
 * @param headers values in the clear; a secret one left empty keeps the value it had
 */
public record EndpointSettings(
        String url,
        String description,
        List<String> patterns,
        List<EndpointHeader> headers,
        DeliveryRules rules) {

    public EndpointSettings(
            String url, String description, List<String> patterns, List<EndpointHeader> headers) {
        this(url, description, patterns, headers, DeliveryRules.STANDARD);
    }
}
