package dev.baton.webhook;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.vault.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
        return open(endpoint.id(), endpoint.sealedSecret());
    }

    /** The one before, while it signs as well. */
    Optional<WebhookSecret> previous(Endpoint endpoint, Instant now) {
        return endpoint.previousSecret(now).map(sealed -> open(endpoint.id(), sealed));
    }

    /** Value of {@code webhook-signature}: one of each secret that signs now. */
    String sign(Endpoint endpoint, String message, Instant now, byte[] body) {
        var signature = secret(endpoint).sign(message, now, body);
        return previous(endpoint, now)
                .map(secret -> signature + " " + secret.sign(message, now, body))
                .orElse(signature);
    }

    private WebhookSecret open(EndpointId id, String sealed) {
        return new WebhookSecret(vault.open(id.tenant(), SECRET, id.value(), sealed));
    }

    /**
     * JSON of the headers. A secret one without a value keeps the sealed value it had before; where
     * there was none it is refused.
     *
     * @param before what may be kept, empty when the endpoint is new or moves to another host
     */
    String seal(EndpointId id, List<EndpointHeader> headers, List<EndpointHeader> before) {
        var known = new TreeMap<String, EndpointHeader>(String.CASE_INSENSITIVE_ORDER);
        before.stream()
                .filter(EndpointHeader::secret)
                .forEach(header -> known.put(header.name(), header));
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
        if (header.value().isEmpty()) {
            var before = known.get(header.name());
            if (before == null) {
                throw new EndpointRefused(
                        List.of(
                                new FieldProblem(
                                        "headers",
                                        "secret_missing",
                                        "type the value of " + header.name())));
            }
            return new EndpointHeader(header.name(), before.value(), true);
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
