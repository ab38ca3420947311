package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes up a value that a JSON Schema describes: its example where it has one, else the least. */
final class SchemaSample {

    /** A schema may hold itself. */
    private static final int DEEPEST = 8;

    private static final int MOST_ITEMS = 5;

    private static final Map<String, String> TEXTS =
            Map.of(
                    "date-time", "2026-01-01T00:00:00Z",
                    "date", "2026-01-01",
                    "time", "12:00:00Z",
                    "email", "ana@example.org",
                    "uri", "https://example.org/",
                    "uuid", "00000000-0000-4000-8000-000000000000");

    private final Map<?, ?> root;

    private SchemaSample(Map<?, ?> root) {
        this.root = root;
    }

    static @Nullable Object of(Map<?, ?> schema) {
        return new SchemaSample(schema).of(schema, 0);
    }

    private @Nullable Object of(@Nullable Object schema, int depth) {
        if (!(schema instanceof Map<?, ?> known) || depth > DEEPEST) {
            return null;
        }
        if (known.get("examples") instanceof List<?> examples && !examples.isEmpty()) {
            return examples.getFirst();
        }
        for (var said : List.of("default", "const")) {
            if (known.containsKey(said)) {
                return known.get(said);
            }
        }
        if (known.get("enum") instanceof List<?> values && !values.isEmpty()) {
            return values.getFirst();
        }
        if (known.get("$ref") instanceof String reference) {
            return of(referred(reference), depth + 1);
        }
        for (var several : List.of("anyOf", "oneOf", "allOf")) {
            if (known.get(several) instanceof List<?> choices
                    && !choices.isEmpty()
                    && !known.containsKey("properties")) {
                return of(choices.getFirst(), depth + 1);
            }
        }
        return of(type(known), known, depth);
    }

    private @Nullable Object of(String type, Map<?, ?> schema, int depth) {
        return switch (type) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "string" -> text(schema);
            case "integer" -> least(schema).longValue();
            case "number" -> least(schema).doubleValue();
            case "boolean" -> true;
            default -> null;
        };
    }

    private static String type(Map<?, ?> schema) {
        var type =
                schema.get("type") instanceof List<?> several && !several.isEmpty()
                        ? several.getFirst()
                        : schema.get("type");
        if (type != null) {
            return String.valueOf(type);
        }
        return schema.containsKey("properties")
                ? "object"
                : schema.containsKey("items") ? "array" : "";
    }

    private Map<String, @Nullable Object> object(Map<?, ?> schema, int depth) {
        var made = new LinkedHashMap<String, @Nullable Object>();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach(
                    (name, value) -> made.put(String.valueOf(name), of(value, depth + 1)));
        }
        return made;
    }

    private List<@Nullable Object> array(Map<?, ?> schema, int depth) {
        var least = schema.get("minItems") instanceof Number number ? number.intValue() : 1;
        var made = new ArrayList<@Nullable Object>();
        for (var item = 0; item < Math.clamp(least, 1, MOST_ITEMS); item++) {
            made.add(of(schema.get("items"), depth + 1));
        }
        return made;
    }

    private static String text(Map<?, ?> schema) {
        var text = TEXTS.getOrDefault(String.valueOf(schema.get("format")), "text");
        var least = schema.get("minLength") instanceof Number number ? number.intValue() : 0;
        return least <= text.length()
                ? text
                : text + "x".repeat(Math.min(least, 1_000) - text.length());
    }

    private static Number least(Map<?, ?> schema) {
        if (schema.get("minimum") instanceof Number minimum) {
            return Math.ceil(minimum.doubleValue());
        }
        return schema.get("exclusiveMinimum") instanceof Number below
                ? Math.floor(below.doubleValue()) + 1
                : 0L;
    }

    /** Within the schema itself. */
    private @Nullable Object referred(String reference) {
        if (!reference.startsWith("#")) {
            return null;
        }
        Object at = root;
        for (var name : reference.substring(1).split("/")) {
            if (!name.isEmpty()) {
                at =
                        at instanceof Map<?, ?> members
                                ? members.get(name.replace("~1", "/").replace("~0", "~"))
                                : null;
            }
        }
        return at;
    }
}
