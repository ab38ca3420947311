package dev.baton.model.provider;

import dev.baton.model.Answer;
import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.ModelCall;
import dev.baton.model.TokenUsage;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;

/** Says Anthropic's answers in OpenAI's words. */
final class AnthropicAnswer {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AnthropicAnswer() {}

    static Answer of(JsonNode message, ModelCall call, Instant now) throws CallFailed {
        if (message.path("type").asString("").equals("error")) {
            throw error(message.path("error"), TokenUsage.NONE);
        }
        if (!message.path("content").isArray()) {
            throw Failures.garbled("it has no content.");
        }
        var said = NODES.objectNode().put("role", "assistant");
        var text = new StringBuilder();
        var answered = collect(message.path("content"), said, text);
        var usage =
                AnthropicUsage.of(message.path("usage"))
                        .orElseGet(() -> OpenAiUsage.counted(call, said.toString()));
        var reason = message.path("stop_reason").asString("");
        if (reason.isEmpty()) {
            throw Failures.cut(usage);
        }
        var body = envelope("chat.completion", message, now);
        body.putArray("choices")
                .addObject()
                .put("index", 0)
                .<ObjectNode>set("message", said)
                .putNull("logprobs")
                .put("finish_reason", answered ? "stop" : finishReason(reason));
        body.set("usage", AnthropicUsage.json(usage));
        return new Answer(body, usage);
    }

    /** The beginning that all chunks and answers share. */
    static ObjectNode envelope(String object, JsonNode message, Instant now) {
        return NODES.objectNode()
                .put("id", message.path("id").asString(""))
                .put("object", object)
                .put("created", now.getEpochSecond())
                .put("model", message.path("model").asString(""));
    }

    static String finishReason(String stopReason) {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal" -> "content_filter";
            default -> "stop";
        };
    }

    static CallFailed error(JsonNode error, TokenUsage usage) {
        var reason =
                switch (error.path("type").asString("")) {
                    case "rate_limit_error" -> Reason.RATE_LIMITED;
                    case "authentication_error", "permission_error", "billing_error" ->
                            Reason.UNAUTHORIZED;
                    case "invalid_request_error", "not_found_error", "request_too_large" ->
                            Reason.REQUEST_REFUSED;
                    default -> Reason.UPSTREAM_ERROR;
                };
        return Failures.told(reason, Failures.errorWords(error), usage);
    }

    /** Tells whether the model answered through the {@link AnthropicAnswerTool}. */
    private static boolean collect(JsonNode blocks, ObjectNode said, StringBuilder text) {
        var thought = new StringBuilder();
        var calls = NODES.arrayNode();
        var answered = false;
        for (var block : blocks) {
            switch (block.path("type").asString("")) {
                case "text" -> text.append(block.path("text").asString(""));
                case "thinking" -> thought.append(block.path("thinking").asString(""));
                case "tool_use" -> {
                    if (block.path("name").asString("").equals(AnthropicAnswerTool.NAME)) {
                        answered = true;
                        text.setLength(0);
                        text.append(block.path("input").toString());
                    } else {
                        calls.add(toolCall(block));
                    }
                }
                default -> {}
            }
        }
        if (text.isEmpty()) {
            said.putNull("content");
        } else {
            said.put("content", text.toString());
        }
        said.putNull("refusal");
        if (!thought.isEmpty()) {
            said.put("reasoning_content", thought.toString());
        }
        if (!calls.isEmpty()) {
            said.set("tool_calls", calls);
        }
        return answered && calls.isEmpty();
    }

    private static ObjectNode toolCall(JsonNode block) {
        var call =
                NODES.objectNode().put("id", block.path("id").asString("")).put("type", "function");
        call.putObject("function")
                .put("name", block.path("name").asString(""))
                .put("arguments", block.path("input").toString());
        return call;
    }
}
