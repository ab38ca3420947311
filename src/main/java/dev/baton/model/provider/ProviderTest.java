package dev.baton.model.provider;

import dev.baton.model.CallFailed;
import dev.baton.model.ModelCall;
import dev.baton.model.ModelRef;
import dev.baton.platform.Ids;
import dev.baton.platform.http.OutgoingFailure;
import dev.baton.platform.http.OutgoingRequest;
import dev.baton.platform.http.OutgoingResponse;
import dev.baton.platform.trace.Trace;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Tries a connection: by asking for the list of models, which costs nothing, and where there is
 * none by asking a model for one token.
 */
final class ProviderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_LIST = 4 << 20;

    private final Outside outside;
    private final Provider provider;
    private final String modelsPath;

    ProviderTest(Outside outside, Provider provider, String modelsPath) {
        this.outside = outside;
        this.provider = provider;
        this.modelsPath = modelsPath;
    }

    Finding run(OpenConnection connection, Map<String, String> headers, Optional<String> model) {
        try {
            var response = outside.http().send(modelList(connection, headers));
            return switch (response.status()) {
                case 200 -> isModelList(response) ? Finding.OK : Finding.NOT_THE_API;
                case 404, 405, 501 ->
                        model.map(name -> ask(connection, name)).orElse(Finding.NO_MODEL);
                default ->
                        Finding.of(
                                Failures.ofStatus(
                                        response, connection.credentials(), outside.clock()));
            };
        } catch (OutgoingFailure e) {
            return e.reason().isPresent() ? Finding.REFUSED_ADDRESS : Finding.of(e.kind());
        }
    }

    private OutgoingRequest modelList(OpenConnection connection, Map<String, String> headers) {
        var request = OutgoingRequest.get(connection.resolve(modelsPath));
        for (var header : connection.credentials().headers().entrySet()) {
            request = request.with(header.getKey(), header.getValue());
        }
        for (var header : headers.entrySet()) {
            request = request.with(header.getKey(), header.getValue());
        }
        return request.with("Accept", HttpCall.JSON)
                .within(
                        request.limits()
                                .withConnect(connection.timeouts().connect())
                                .withFirstByte(connection.timeouts().firstByte())
                                .withIdle(connection.timeouts().idle())
                                .withTotal(PATIENCE)
                                .withMaxBody(MAX_LIST));
    }

    private Finding ask(OpenConnection connection, String model) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putArray("messages").addObject().put("role", "user").put("content", "ping");
        var call =
                new ModelCall(
                        new ModelRef(connection.id().tenant(), connection.id(), model),
                        body,
                        1,
                        Trace.start(),
                        outside.clock().instant().plus(PATIENCE),
                        Ids.next());
        try {
            provider.call(connection, call).answer();
            return Finding.OK;
        } catch (CallFailed e) {
            return Finding.of(e);
        }
    }

    private static boolean isModelList(OutgoingResponse response) {
        try {
            return response.headers().mediaType().endsWith("json")
                    && WireJson.MAPPER.readTree(response.body()).path("data").isArray();
        } catch (JacksonException e) {
            return false;
        }
    }
}
