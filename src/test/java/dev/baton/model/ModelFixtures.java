package dev.baton.model;

import dev.baton.model.provider.Credentials;
import dev.baton.model.provider.OpenConnection;
import dev.baton.platform.trace.Trace;
import dev.baton.tenant.TenantId;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Calls and connections for tests of providers. */
public final class ModelFixtures {

    public static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonMapper EXACT =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();
    public static final TenantId TENANT = TenantId.of("01900000-0000-7000-8000-0000000000a1");
    public static final ConnectionId CONNECTION =
            new ConnectionId(TENANT, UUID.fromString("01900000-0000-7000-8000-0000000000c1"));
    public static final String CANARY = "sk-canary-7f3a9d2c51";

    private ModelFixtures() {}

    /** A body in JSON with single quotes. */
    public static ObjectNode body(String json) {
        return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    }

    /** The same, with numbers as exact as callers' own are read. */
    public static ObjectNode exactBody(String json) {
        return (ObjectNode) EXACT.readTree(json.replace('\'', '"'));
    }

    public static ObjectNode asking(String question) {
        var body = JSON.createObjectNode();
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        return body;
    }

    public static ModelCall call(ObjectNode body) {
        return call(body, Duration.ofSeconds(30));
    }

    public static ModelCall call(ObjectNode body, Duration patience) {
        return new ModelCall(
                new ModelRef(TENANT, CONNECTION, "test-model"),
                body,
                500,
                Trace.start(),
                Instant.now().plus(patience),
                UUID.randomUUID());
    }

    public static OpenConnection connection(ProviderKind kind, URI baseUrl, Timeouts timeouts) {
        return new OpenConnection(
                CONNECTION,
                kind,
                "stub",
                baseUrl,
                new Credentials(CANARY, Map.of("X-Extra", "extra-" + CANARY)),
                timeouts);
    }
}
