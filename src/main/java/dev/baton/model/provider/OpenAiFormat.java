package dev.baton.model.provider;

import dev.baton.model.Answer;
import dev.baton.model.CallFailed;
import dev.baton.model.ModelCall;
import dev.baton.model.TokenUsage;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * OpenAI's chat completions. The caller's body goes through as it is but for the model, whether to
 * stream, and a maximum where the caller named none.
 */
final class OpenAiFormat implements WireFormat {

    private static final Set<String> NEWER_HOSTS = Set.of("api.openai.com");

    @Override
    public String path(OpenConnection connection) {
        return "/chat/completions";
    }

    @Override
    public Map<String, String> headers(OpenConnection connection, ModelCall call) {
        return authorization(connection);
    }

    static Map<String, String> authorization(OpenConnection connection) {
        var headers = new HashMap<String, String>();
        var key = connection.credentials().key();
        if (key != null) {
            headers.put("Authorization", "Bearer " + key);
        }
        return headers;
    }

    @Override
    public ObjectNode body(OpenConnection connection, ModelCall call) {
        var request = new RequestBody(call);
        var body = JsonNodeFactory.instance.objectNode();
        body.setAll(request.json());
        body.put("model", call.model().name());
        body.remove("stream");
        if (!request.namesMaximum()) {
            body.put(maximumField(connection), call.maxOutputTokens());
        }
        return body;
    }

    /** Asks for the usage as well: without it a stream's cost would be a guess. */
    @Override
    public void streaming(ObjectNode body) {
        body.put("stream", true);
        var options = JsonNodeFactory.instance.objectNode();
        if (body.path("stream_options") instanceof ObjectNode given) {
            options.setAll(given);
        }
        body.set("stream_options", options.put("include_usage", true));
    }

    @Override
    public Answer answer(byte[] bytes, ModelCall call) throws CallFailed {
        var body = parse(bytes);
        var usage =
                OpenAiUsage.of(body.path("usage"))
                        .orElseGet(() -> OpenAiUsage.counted(call, textOf(body)));
        check(body, usage);
        return new Answer(body, usage);
    }

    @Override
    public ChunkReader chunks(ModelCall call) {
        return new OpenAiChunks(call);
    }

    /**
     * OpenAI's reasoning models refuse the older name; other servers may not know the newer one.
     */
    private static String maximumField(OpenConnection connection) {
        return NEWER_HOSTS.contains(connection.baseUrl().getHost())
                ? RequestBody.MAX_COMPLETION_TOKENS
                : RequestBody.MAX_TOKENS;
    }

    private static ObjectNode parse(byte[] bytes) throws CallFailed {
        try {
            if (WireJson.MAPPER.readTree(bytes) instanceof ObjectNode body) {
                return body;
            }
        } catch (JacksonException e) {
            throw Failures.garbled("it is not JSON.");
        }
        throw Failures.garbled("it is not a JSON object.");
    }

    private static void check(ObjectNode body, TokenUsage usage) throws CallFailed {
        if (body.hasNonNull("error")) {
            throw Failures.garbled(
                    "it reports an error: " + Failures.errorWords(body.path("error")), usage);
        }
        var choices = body.path("choices");
        if (!choices.isArray() || choices.isEmpty()) {
            throw Failures.garbled("it has no choices.");
        }
        for (var choice : choices) {
            if (!choice.path("message").isObject()) {
                throw Failures.garbled("a choice has no message.", usage);
            }
            if (choice.path("finish_reason").asString("").isEmpty()) {
                throw Failures.cut(usage);
            }
        }
    }

    private static String textOf(ObjectNode body) {
        var text = new StringBuilder();
        for (var choice : body.path("choices")) {
            var message = choice.path("message");
            for (var said : Set.of("content", "refusal", "reasoning_content")) {
                text.append(message.path(said).asString(""));
            }
            text.append(message.path("tool_calls").toString());
        }
        return text.toString();
    }
}
