package dev.baton.model.demo;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a value that fits a JSON schema, with words and numbers of the question where they fit. It
 * knows what OpenAI's structured outputs allow and a good deal more of JSON Schema 2020-12; what it
 * does not know it leaves out of account.
 */
final class SchemaExample {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Deeper, only what is required is filled in; much deeper, a schema has no end. */
    private static final int DETAILED = 4;

    private static final int DEEPEST = 24;
    private static final int MOST_NODES = 2_000;

    private final JsonNode root;
    private final Question question;
    private final Texts texts;
    private final Effort effort;
    private int nodes;

    SchemaExample(JsonNode root, Question question, Effort effort) {
        this.root = root;
        this.question = question;
        this.texts = new Texts(question, effort);
        this.effort = effort;
    }

    JsonNode make() {
        return value(root, "", 0);
    }

    private JsonNode value(JsonNode given, String name, int depth) {
        effort.step(0);
        if (++nodes > MOST_NODES || depth > DEEPEST) {
            return NODES.nullNode();
        }
        var schema = resolved(given, depth);
        if (schema.has("const")) {
            return written(schema.path("const"));
        }
        if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
            return written(mentioned(listed(schema.path("enum"))));
        }
        return switch (type(schema, depth)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, name, depth);
            case "string" -> written(NODES.stringNode(texts.fitting(schema, name)));
            case "integer", "number" -> number(schema, type(schema, depth).equals("integer"));
            case "boolean" -> NODES.booleanNode(true);
            default -> NODES.nullNode();
        };
    }

    private JsonNode written(JsonNode value) {
        effort.write(value.isString() ? value.stringValue().length() : value.toString().length());
        return value;
    }

    /** The caller's list or object, to be gone through. */
    private JsonNode listed(JsonNode list) {
        effort.step(list.size());
        return list;
    }

    /** The choice that the question mentions, else the first. */
    private JsonNode mentioned(JsonNode choices) {
        return choices.valueStream()
                .filter(JsonNode::isString)
                .filter(choice -> isMentioned(choice.stringValue()))
                .findFirst()
                .orElse(choices.get(0));
    }

    private boolean isMentioned(String word) {
        effort.search(word.length(), question.read());
        return question.mentions(word);
    }

    private String type(JsonNode schema, int depth) {
        var type = schema.path("type");
        if (type.isArray()) {
            var types = listed(type).valueStream().map(it -> it.asString("")).toList();
            if (depth > DETAILED && types.contains("null")) {
                return "null";
            }
            return types.stream().filter(it -> !it.equals("null")).findFirst().orElse("null");
        }
        if (type.isString()) {
            return type.stringValue();
        }
        return guessedType(schema);
    }

    private static String guessedType(JsonNode schema) {
        if (schema.has("properties") || schema.has("required")) {
            return "object";
        }
        if (schema.has("items") || schema.has("prefixItems") || schema.has("minItems")) {
            return "array";
        }
        if (schema.has("minimum") || schema.has("maximum") || schema.has("multipleOf")) {
            return "number";
        }
        return "string";
    }

    private ObjectNode object(JsonNode schema, int depth) {
        var object = NODES.objectNode();
        var required = names(schema.path("required"));
        var properties = schema.path("properties");
        for (var property : listed(properties).properties()) {
            if (required.contains(property.getKey()) || (depth < DETAILED && isOpenEnded(schema))) {
                set(object, property.getKey(), property.getValue(), depth);
            }
        }
        for (var name : required) {
            if (!object.has(name)) {
                set(object, name, schema.path("additionalProperties"), depth);
            }
        }
        var least = schema.path("minProperties").asInt(0);
        for (var more = 1; object.size() < least && nodes < MOST_NODES; more++) {
            object.set("more_" + more, value(schema.path("additionalProperties"), "", depth + 1));
        }
        return object;
    }

    private void set(ObjectNode object, String name, JsonNode schema, int depth) {
        effort.write(name.length());
        object.set(name, value(schema, name, depth + 1));
    }

    /** Whether properties that are not required may be filled in without breaking another rule. */
    private static boolean isOpenEnded(JsonNode schema) {
        return !schema.has("maxProperties")
                && !schema.has("dependentRequired")
                && !schema.has("dependentSchemas");
    }

    private ArrayNode array(JsonNode schema, String name, int depth) {
        var array = NODES.arrayNode();
        var fewest = schema.path("minItems").asInt(0);
        var most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        var prefix = schema.path("prefixItems");
        for (var item : listed(prefix)) {
            if (array.size() < most && (array.size() < fewest || depth < DETAILED)) {
                array.add(value(item, name, depth + 1));
            }
        }
        if (schema.has("contains")) {
            var least = Math.max(1, schema.path("minContains").asInt(1));
            for (var i = 0; i < least && nodes < MOST_NODES; i++) {
                array.add(value(schema.path("contains"), name, depth + 1));
            }
        }
        var items = schema.path("items");
        var wanted = Math.min(most, Math.max(fewest, array.isEmpty() && depth < DETAILED ? 1 : 0));
        var distinct =
                schema.path("uniqueItems").asBoolean(false)
                        ? new Distinct(array, resolved(items, depth), effort)
                        : null;
        while (array.size() < wanted && nodes < MOST_NODES) {
            var item = value(items, name, depth + 1);
            array.add(distinct == null ? item : distinct.next(item));
        }
        return array;
    }

    private JsonNode number(JsonNode schema, boolean whole) {
        var bounds = Bounds.of(schema, whole);
        var wish = question.number().map(BigDecimal::new).filter(bounds::contain);
        var number = wish.orElseGet(bounds::any);
        if (whole) {
            return NODES.numberNode(number.setScale(0, RoundingMode.FLOOR).toBigInteger());
        }
        return NODES.numberNode(number);
    }

    /**
     * Follows references, joins {@code allOf}, and takes the first way of {@code anyOf} and {@code
     * oneOf}.
     */
    private JsonNode resolved(JsonNode given, int depth) {
        return resolved(given, depth, 0);
    }

    /** A schema that is joined with itself has no end and so no rules. */
    private JsonNode resolved(JsonNode given, int depth, int nested) {
        if (nested > DEEPEST) {
            return NODES.objectNode();
        }
        var schema = given;
        var seen = new HashSet<String>();
        while (schema.has("$ref") && seen.add(schema.path("$ref").asString(""))) {
            schema = joined(referenced(schema.path("$ref").asString("")), schema, "$ref");
        }
        for (var word : List.of("anyOf", "oneOf")) {
            if (schema.path(word).isArray() && !schema.path(word).isEmpty()) {
                var way = way(listed(schema.path(word)), depth);
                schema = joined(resolved(way, depth, nested + 1), schema, word);
            }
        }
        for (var part : listed(schema.path("allOf"))) {
            schema = joined(schema, resolved(part, depth, nested + 1), "allOf");
        }
        return schema;
    }

    private static JsonNode way(JsonNode ways, int depth) {
        return ways.valueStream()
                .filter(way -> isNull(way) == depth > DETAILED)
                .findFirst()
                .orElse(ways.get(0));
    }

    private static boolean isNull(JsonNode schema) {
        return schema.path("type").asString("").equals("null");
    }

    private JsonNode referenced(String reference) {
        effort.step(reference.length());
        if (reference.equals("#")) {
            return root;
        }
        if (!reference.startsWith("#/")) {
            return anchored(reference).orElse(NODES.objectNode());
        }
        var found = root;
        for (var step : reference.substring(2).split("/")) {
            found = found.path(step.replace("~1", "/").replace("~0", "~").replace("%25", "%"));
        }
        return found;
    }

    private Optional<JsonNode> anchored(String reference) {
        if (!reference.startsWith("#")) {
            return Optional.empty();
        }
        var name = reference.substring(1);
        return listed(root.path("$defs"))
                .valueStream()
                .filter(it -> it.path("$anchor").asString("").equals(name))
                .findFirst();
    }

    /**
     * Both at once; of two rules of the same kind the more specific one's, lists of names together.
     */
    private JsonNode joined(JsonNode base, JsonNode more, String without) {
        var joined = NODES.objectNode();
        if (listed(base) instanceof ObjectNode object) {
            joined.setAll(object);
        }
        for (var rule : listed(more).properties()) {
            var known = joined.path(rule.getKey());
            if (rule.getKey().equals("properties") && known.isObject()) {
                joined.set("properties", joined(known, rule.getValue(), ""));
            } else if (rule.getKey().equals("required") && known.isArray()) {
                var all = names(known);
                all.addAll(names(rule.getValue()));
                var list = joined.putArray("required");
                all.forEach(list::add);
            } else if (!rule.getKey().equals(without)) {
                joined.set(rule.getKey(), rule.getValue());
            }
        }
        joined.remove(without);
        return joined;
    }

    private Set<String> names(JsonNode list) {
        var names = new LinkedHashSet<String>();
        listed(list).forEach(name -> names.add(name.asString("")));
        return names;
    }
}
