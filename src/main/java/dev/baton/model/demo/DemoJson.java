package dev.baton.model.demo;

import dev.baton.model.TokenUsage;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** The demo model's answers in OpenAI's form. */
record DemoJson(String id, long created, String model) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    ObjectNode answer(List<Saying> sayings, TokenUsage usage) {
        var answer = envelope("chat.completion");
        var choices = answer.putArray("choices");
        for (var saying : sayings) {
            choices.addObject()
                    .put("index", choices.size() - 1)
                    .<ObjectNode>set("message", message(saying, choices.size() - 1))
                    .putNull("logprobs")
                    .put("finish_reason", saying.finishReason());
        }
        answer.set("usage", usage(usage));
        return answer;
    }

    /** The first chunk of a choice: who speaks, and which tool is called. */
    String begin(Saying saying, int choice) {
        var delta = NODES.objectNode().put("role", "assistant");
        if (saying.tool() == null) {
            delta.put("content", "");
        } else {
            delta.putNull("content");
            delta.putArray("tool_calls")
                    .addObject()
                    .put("index", 0)
                    .put("id", callId(choice))
                    .put("type", "function")
                    .putObject("function")
                    .put("name", saying.tool())
                    .put("arguments", "");
        }
        return chunk(choice, delta, null);
    }

    String piece(Saying saying, int choice, String piece) {
        var delta = NODES.objectNode();
        if (saying.tool() == null) {
            delta.put("content", piece);
        } else {
            delta.putArray("tool_calls")
                    .addObject()
                    .put("index", 0)
                    .putObject("function")
                    .put("arguments", piece);
        }
        return chunk(choice, delta, null);
    }

    String end(Saying saying, int choice) {
        return chunk(choice, NODES.objectNode(), saying.finishReason());
    }

    String usageChunk(TokenUsage usage) {
        var chunk = envelope("chat.completion.chunk");
        chunk.putArray("choices");
        chunk.set("usage", usage(usage));
        return chunk.toString();
    }

    private String chunk(int choice, ObjectNode delta, @Nullable String finishReason) {
        var chunk = envelope("chat.completion.chunk");
        chunk.putArray("choices")
                .addObject()
                .put("index", choice)
                .<ObjectNode>set("delta", delta)
                .putNull("logprobs")
                .put("finish_reason", finishReason);
        return chunk.toString();
    }

    private ObjectNode message(Saying saying, int choice) {
        var message = NODES.objectNode().put("role", "assistant");
        if (saying.tool() == null) {
            return message.put("content", saying.text()).putNull("refusal");
        }
        message.putNull("content").putNull("refusal");
        message.putArray("tool_calls")
                .addObject()
                .put("id", callId(choice))
                .put("type", "function")
                .putObject("function")
                .put("name", saying.tool())
                .put("arguments", saying.text());
        return message;
    }

    private String callId(int choice) {
        return "call_demo_" + (choice + 1);
    }

    private static ObjectNode usage(TokenUsage usage) {
        var json =
                NODES.objectNode()
                        .put("prompt_tokens", usage.input())
                        .put("completion_tokens", usage.output())
                        .put("total_tokens", usage.input() + usage.output());
        json.putObject("prompt_tokens_details").put("cached_tokens", 0);
        json.putObject("completion_tokens_details").put("reasoning_tokens", 0);
        return json;
    }

    private ObjectNode envelope(String object) {
        return NODES.objectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model)
                .put("system_fingerprint", "baton-demo-1");
    }
}
