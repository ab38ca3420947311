package dev.baton.run.web;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A member of an input, as its schema explains it.
 *
 * @param type as JSON Schema names it; empty for any
 * @param values that it may be; empty for whichever there are
 * @param description in the words of whoever wrote the schema; empty for none
 */
record InputField(String name, String type, boolean isRequired, String values, String description) {

    private static final int MOST = 50;
    private static final int MOST_VALUES = 12;

    /** The members that a schema of objects has; those inside of them are not told. */
    static List<InputField> of(Map<String, Object> schema) {
        if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
            return List.of();
        }
        var required = schema.get("required") instanceof List<?> names ? names : List.of();
        var fields = new ArrayList<InputField>();
        properties.entrySet().stream()
                .limit(MOST)
                .forEach(
                        member ->
                                fields.add(
                                        of(
                                                String.valueOf(member.getKey()),
                                                member.getValue(),
                                                required.contains(member.getKey()))));
        return fields;
    }

    private static InputField of(String name, @Nullable Object schema, boolean isRequired) {
        if (!(schema instanceof Map<?, ?> known)) {
            return new InputField(name, "", isRequired, "", "");
        }
        return new InputField(
                name,
                joined(known.get("type"), " | "),
                isRequired,
                joined(known.get("enum"), ", "),
                joined(
                        known.containsKey("description")
                                ? known.get("description")
                                : known.get("title"),
                        " "));
    }

    private static String joined(@Nullable Object value, String between) {
        return switch (value) {
            case null -> "";
            case List<?> several ->
                    several.stream()
                            .limit(MOST_VALUES)
                            .map(String::valueOf)
                            .collect(Collectors.joining(between));
            default -> String.valueOf(value);
        };
    }
}
