package dev.baton.model;

import dev.baton.model.provider.Credentials;
import dev.baton.vault.Vault;

import org.springframework.stereotype.Component;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Seals a connection's secrets together with the host they are for, so that a base URL changed in
 * the database gets nothing.
 */
@Component
class SecretSeal {

    private static final String KEY = "connection.key";
    private static final String HEADERS = "connection.headers";
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private final Vault vault;
    private final JsonMapper json;

    SecretSeal(Vault vault, JsonMapper json) {
        this.vault = vault;
        this.json = json;
    }

    String sealKey(ConnectionId id, String baseUrl, String key) {
        return seal(id, KEY, baseUrl, key);
    }

    String sealHeaders(ConnectionId id, String baseUrl, Map<String, String> headers) {
        return seal(id, HEADERS, baseUrl, json.writeValueAsString(new TreeMap<>(headers)));
    }

    Credentials open(
            ConnectionId id,
            String baseUrl,
            Optional<String> sealedKey,
            Optional<String> sealedHeaders) {
        var key = sealedKey.map(it -> open(id, KEY, baseUrl, it));
        var headers =
                sealedHeaders
                        .map(it -> open(id, HEADERS, baseUrl, it))
                        .map(text -> json.readValue(text, STRINGS));
        return new Credentials(key.orElse(null), headers.orElse(Map.of()));
    }

    private String seal(ConnectionId id, String purpose, String baseUrl, String secret) {
        var bound = ConnectionSettings.origin(baseUrl) + "\n" + secret;
        return vault.seal(id.tenant(), purpose, id.value(), bound);
    }

    private String open(ConnectionId id, String purpose, String baseUrl, String sealed) {
        var bound = vault.open(id.tenant(), purpose, id.value(), sealed);
        var host = ConnectionSettings.origin(baseUrl) + "\n";
        if (!bound.startsWith(host)) {
            throw new IllegalStateException(
                    "The secrets of connection " + id.value() + " are for another host");
        }
        return bound.substring(host.length());
    }
}
