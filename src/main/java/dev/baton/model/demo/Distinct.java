package dev.baton.model.demo;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.Optional;

/** Makes the next item of a list different from those before it, where the schema wants that. */
record Distinct(boolean wanted, ArrayNode before) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    JsonNode next(JsonNode candidate, JsonNode schema) {
        if (!wanted || !isKnown(candidate)) {
            return candidate;
        }
        if (schema.path("enum").isArray()) {
            return otherChoice(schema).orElse(candidate);
        }
        if (candidate.isNumber()) {
            return otherNumber(candidate, schema);
        }
        if (candidate.isBoolean()) {
            return NODES.booleanNode(!candidate.booleanValue());
        }
        return candidate.isString() ? otherText(candidate.stringValue(), schema) : candidate;
    }

    private boolean isKnown(JsonNode node) {
        return before.valueStream().anyMatch(node::equals);
    }

    private Optional<JsonNode> otherChoice(JsonNode schema) {
        return schema.path("enum").valueStream().filter(choice -> !isKnown(choice)).findFirst();
    }

    private JsonNode otherNumber(JsonNode candidate, JsonNode schema) {
        var whole = candidate.isIntegralNumber();
        var bounds = Bounds.of(schema, whole);
        var number = bounds.low() == null ? candidate.decimalValue() : bounds.any();
        for (var tries = 0; tries <= before.size(); tries++) {
            var node = whole ? NODES.numberNode(number.toBigInteger()) : NODES.numberNode(number);
            if (!isKnown(node)) {
                return node;
            }
            number = bounds.after(number);
        }
        return candidate;
    }

    /** Counts up at the end of the text, so that it gets no longer than it may be. */
    private JsonNode otherText(String text, JsonNode schema) {
        var number = Integer.toString(before.size() + 1);
        var most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        var kept = text.substring(0, Math.max(0, Math.min(text.length(), most - number.length())));
        return NODES.stringNode(kept + number);
    }
}
