package dev.baton.webhook;

import dev.baton.vault.Vault;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Seals and opens what is secret about an endpoint: its signing secret and its secret headers. */
@Component
class EndpointSecrets {

    private static final String SECRET = "webhook_endpoint.secret";
    private static final String HEADER = "webhook_endpoint.header";
    private static final TypeReference<List<EndpointHeader>> HEADERS = new TypeReference<>() {};

    private final Vault vault;
    private final JsonMapper json;

    EndpointSecrets(Vault vault, JsonMapper json) {
        this.vault = vault;
        this.json = json;
    }

    String seal(EndpointId id, WebhookSecret secret) {
        return vault.seal(id.tenant(), SECRET, id.value(), secret.text());
    }

    WebhookSecret secret(Endpoint endpoint) {
        var id = endpoint.id();
        return new WebhookSecret(
                vault.open(id.tenant(), SECRET, id.value(), endpoint.sealedSecret()));
    }

    /** JSON of the headers; a secret one without a value keeps the sealed value it had. */
    String seal(EndpointId id, List<EndpointHeader> headers, List<EndpointHeader> before) {
        Map<String, EndpointHeader> known =
                before.stream()
                        .collect(Collectors.toMap(EndpointHeader::name, Function.identity()));
        return json.writeValueAsString(
                headers.stream().map(header -> seal(id, header, known)).toList());
    }

    /** As stored: secret values are sealed. */
    List<EndpointHeader> stored(Endpoint endpoint) {
        return json.readValue(endpoint.sealedHeaders(), HEADERS);
    }

    /** As sent: all values in the clear. */
    List<EndpointHeader> open(Endpoint endpoint) {
        return stored(endpoint).stream().map(header -> open(endpoint.id(), header)).toList();
    }

    private EndpointHeader seal(
            EndpointId id, EndpointHeader header, Map<String, EndpointHeader> known) {
        if (!header.secret()) {
            return header;
        }
        var before = known.get(header.name());
        if (header.value().isEmpty() && before != null && before.secret()) {
            return before;
        }
        var sealed = vault.seal(id.tenant(), HEADER, id.value(), header.value());
        return new EndpointHeader(header.name(), sealed, true);
    }

    private EndpointHeader open(EndpointId id, EndpointHeader header) {
        return header.secret()
                ? new EndpointHeader(
                        header.name(),
                        vault.open(id.tenant(), HEADER, id.value(), header.value()),
                        true)
                : header;
    }
}
