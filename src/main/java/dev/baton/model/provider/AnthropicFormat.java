package dev.baton.model.provider;

import dev.baton.model.Answer;
import dev.baton.model.CallFailed;
import dev.baton.model.ModelCall;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Anthropic's Messages API, asked and answered in OpenAI's form. */
final class AnthropicFormat implements WireFormat {

    private static final String VERSION = "2023-06-01";

    private final Clock clock;

    AnthropicFormat(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String path(OpenConnection connection) {
        return below(connection, "/messages");
    }

    /** People write the base URL with and without the version. */
    static String below(OpenConnection connection, String path) {
        return connection.baseUrl().getPath().replaceAll("/+$", "").endsWith("/v1")
                ? path
                : "/v1" + path;
    }

    @Override
    public Map<String, String> headers(OpenConnection connection, ModelCall call) {
        return authorization(connection);
    }

    static Map<String, String> authorization(OpenConnection connection) {
        var headers = new HashMap<String, String>();
        headers.put("anthropic-version", VERSION);
        var key = connection.credentials().key();
        if (key != null) {
            headers.put("x-api-key", key);
        }
        return headers;
    }

    @Override
    public ObjectNode body(OpenConnection connection, ModelCall call) {
        return new AnthropicRequest(call).json();
    }

    @Override
    public void streaming(ObjectNode body) {
        body.put("stream", true);
    }

    @Override
    public Answer answer(byte[] body, ModelCall call) throws CallFailed {
        return AnthropicAnswer.of(parse(body), call, clock.instant());
    }

    @Override
    public ChunkReader chunks(ModelCall call) {
        return new AnthropicChunks(call, clock.instant());
    }

    private static JsonNode parse(byte[] body) throws CallFailed {
        try {
            return WireJson.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw Failures.garbled("it is not JSON.");
        }
    }
}
