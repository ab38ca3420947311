package dev.baton.agent;

import dev.baton.model.Answer;
import dev.baton.model.AnswerChunk;
import dev.baton.model.TokenUsage;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Writes the answers of agents that are no models in OpenAI's form, whole or in chunks.
 *
 * @param call id of the message, part of the completion's own
 * @param model what stands as the model's name
 * @param countsAloud whether the caller wants the usage at the end of a stream
 */
record Completion(UUID call, String model, Instant created, boolean countsAloud) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static Completion of(AgentCall call, String model, Instant now) {
        var usage = call.body().path("stream_options").path("include_usage");
        return new Completion(call.id(), model, now, usage.asBoolean(false));
    }

    Answer whole(String text, String finishReason, TokenUsage usage) {
        var body = head("chat.completion");
        var choice = body.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        body.set("usage", usage(usage));
        return new Answer(body, usage);
    }

    /** The first chunk: who speaks. */
    AnswerChunk opening() {
        return chunk(JSON.objectNode().put("role", "assistant").put("content", ""));
    }

    AnswerChunk piece(String text) {
        return chunk(JSON.objectNode().put("content", text));
    }

    private AnswerChunk ending(String finishReason) {
        var body = head("chat.completion.chunk");
        var choice = body.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.putNull("logprobs").put("finish_reason", finishReason);
        return new AnswerChunk(body.toString(), true);
    }

    /** The last chunks: why it ends and, if wanted, what it used. */
    List<AnswerChunk> endings(String finishReason, TokenUsage usage) {
        return countsAloud
                ? List.of(ending(finishReason), accounting(usage))
                : List.of(ending(finishReason));
    }

    private AnswerChunk accounting(TokenUsage usage) {
        var body = head("chat.completion.chunk");
        body.putArray("choices");
        body.set("usage", usage(usage));
        return new AnswerChunk(body.toString(), true);
    }

    private AnswerChunk chunk(ObjectNode delta) {
        var body = head("chat.completion.chunk");
        var choice = body.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").putNull("finish_reason");
        return new AnswerChunk(body.toString(), false);
    }

    private ObjectNode head(String object) {
        return JSON.objectNode()
                .put("id", "chatcmpl-" + call)
                .put("object", object)
                .put("created", created.getEpochSecond())
                .put("model", model);
    }

    private static ObjectNode usage(TokenUsage usage) {
        return JSON.objectNode()
                .put("prompt_tokens", usage.input())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.input() + usage.output());
    }
}
