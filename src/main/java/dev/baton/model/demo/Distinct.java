package dev.baton.model.demo;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Makes the next item of a list different from those before it. */
final class Distinct {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode schema;
    private final Effort effort;
    private final Set<JsonNode> known = new HashSet<>();
    private @Nullable BigDecimal last;

    /**
     * @param schema of every further item
     */
    Distinct(Iterable<JsonNode> before, JsonNode schema, Effort effort) {
        this.schema = schema;
        this.effort = effort;
        before.forEach(known::add);
    }

    JsonNode next(JsonNode candidate) {
        var next = known.contains(candidate) ? other(candidate) : candidate;
        known.add(next);
        return next;
    }

    private JsonNode other(JsonNode candidate) {
        if (schema.path("enum").isArray()) {
            return otherChoice().orElse(candidate);
        }
        if (candidate.isNumber()) {
            return otherNumber(candidate);
        }
        if (candidate.isBoolean()) {
            return NODES.booleanNode(!candidate.booleanValue());
        }
        return candidate.isString() ? otherText(candidate.stringValue()) : candidate;
    }

    private Optional<JsonNode> otherChoice() {
        for (var choice : schema.path("enum")) {
            effort.step(0);
            if (!known.contains(choice)) {
                return Optional.of(choice);
            }
        }
        return Optional.empty();
    }

    private JsonNode otherNumber(JsonNode candidate) {
        var whole = candidate.isIntegralNumber();
        var bounds = Bounds.of(schema, whole);
        var number = last == null ? first(candidate, bounds) : last;
        while (number != null) {
            effort.step(0);
            last = number;
            var node = whole ? NODES.numberNode(number.toBigInteger()) : NODES.numberNode(number);
            if (!known.contains(node)) {
                return node;
            }
            var next = bounds.after(number);
            number = next.equals(number) ? null : next;
        }
        return candidate;
    }

    private static @Nullable BigDecimal first(JsonNode candidate, Bounds bounds) {
        return bounds.low() == null ? Bounds.decimal(candidate) : bounds.any();
    }

    /** Counts up at the end of the text, so that it gets no longer than it may be. */
    private JsonNode otherText(String text) {
        var number = Integer.toString(known.size() + 1);
        var most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        var kept = text.substring(0, Math.max(0, Math.min(text.length(), most - number.length())));
        return NODES.stringNode(kept + number);
    }
}
