package dev.baton.message;

import dev.baton.model.AnswerChunk;
import dev.baton.platform.memory.Holding;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts the pieces of a stream together as one {@code chat.completion} object, as it is kept. */
final class AnswerAssembler {

    /** One choice while it grows. */
    private static final class Choice {
        final StringBuilder content = new StringBuilder();
        final StringBuilder refusal = new StringBuilder();
        final TreeMap<Integer, ToolCall> toolCalls = new TreeMap<>();

        /** Some providers number no calls: then an id begins the next one. */
        int place(JsonNode call) {
            var last = toolCalls.isEmpty() ? 0 : toolCalls.lastKey();
            if (call.path("index").isIntegralNumber()) {
                return call.path("index").asInt(last);
            }
            return toolCalls.isEmpty() || !call.hasNonNull("id") ? last : last + 1;
        }

        @Nullable JsonNode finishReason;
    }

    /** One call of a tool while its arguments grow; all else is as its first piece says. */
    private static final class ToolCall {
        final ObjectNode first;
        final StringBuilder arguments = new StringBuilder();

        ToolCall(ObjectNode first) {
            this.first = first.deepCopy();
        }

        ObjectNode whole() {
            if (!arguments.isEmpty() && first.path("function") instanceof ObjectNode function) {
                function.put("arguments", arguments.toString());
            }
            return first.without("index");
        }
    }

    /** What a choice or call takes beside its texts. */
    private static final int EACH = 512;

    private final JsonMapper json;
    private final Holding memory;
    private final TreeMap<Integer, Choice> choices = new TreeMap<>();
    private @Nullable ObjectNode head;
    private @Nullable JsonNode usage;

    /** @param memory what the answer takes as it grows */
    AnswerAssembler(JsonMapper json, Holding memory) {
        this.json = json;
        this.memory = memory;
    }

    void add(AnswerChunk chunk) {
        var node = (ObjectNode) json.readTree(chunk.json());
        if (head == null) {
            memory.grow(chunk.json().length());
            head = node;
        }
        if (node.path("usage").isObject()) {
            usage = node.path("usage");
        }
        for (var piece : node.path("choices")) {
            add(choices.computeIfAbsent(piece.path("index").asInt(0), this::choice), piece);
        }
    }

    private Choice choice(int index) {
        memory.grow(EACH);
        return new Choice();
    }

    ObjectNode whole() {
        var whole = json.createObjectNode();
        if (head != null) {
            head.properties().stream()
                    .filter(field -> !field.getKey().equals("choices"))
                    .forEach(field -> whole.set(field.getKey(), field.getValue()));
        }
        whole.put("object", "chat.completion");
        var list = whole.putArray("choices");
        choices.forEach((index, choice) -> list.add(write(index, choice)));
        if (usage != null) {
            whole.set("usage", usage);
        }
        return whole;
    }

    private void add(Choice choice, JsonNode piece) {
        var delta = piece.path("delta");
        append(choice.content, delta.path("content"));
        append(choice.refusal, delta.path("refusal"));
        for (var call : delta.path("tool_calls")) {
            if (call instanceof ObjectNode more) {
                var known = choice.toolCalls.computeIfAbsent(choice.place(call), _ -> tool(more));
                append(known.arguments, more.path("function").path("arguments"));
            }
        }
        if (!piece.path("finish_reason").isMissingNode() && !piece.path("finish_reason").isNull()) {
            choice.finishReason = piece.path("finish_reason");
        }
    }

    private void append(StringBuilder text, JsonNode more) {
        if (more.isString()) {
            memory.grow(more.stringValue().length());
            text.append(more.stringValue());
        }
    }

    private ToolCall tool(ObjectNode first) {
        memory.grow(EACH + first.toString().length());
        return new ToolCall(first);
    }

    private ObjectNode write(int index, Choice choice) {
        var node = json.createObjectNode().put("index", index);
        var message = node.putObject("message").put("role", "assistant");
        if (choice.content.isEmpty() && !choice.toolCalls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", choice.content.toString());
        }
        if (!choice.refusal.isEmpty()) {
            message.put("refusal", choice.refusal.toString());
        }
        if (!choice.toolCalls.isEmpty()) {
            var calls = message.putArray("tool_calls");
            choice.toolCalls.values().forEach(call -> calls.add(call.whole()));
        }
        node.set("finish_reason", choice.finishReason);
        return node;
    }
}
