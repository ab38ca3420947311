package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether an object can be a JSON Schema (2020-12); keywords that are not looked at may say
 * anything.
 */
final class SchemaCheck {

    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");
    private static final Set<String> SCHEMAS =
            Set.of(
                    "items",
                    "additionalProperties",
                    "propertyNames",
                    "contains",
                    "not",
                    "if",
                    "then",
                    "else");
    private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> MAPS =
            Set.of("properties", "patternProperties", "$defs", "dependentSchemas");

    private SchemaCheck() {}

    static void check(@Nullable Object schema, String pointer, Findings findings) {
        check(schema, Pointer.of(pointer), findings);
    }

    private static void check(@Nullable Object schema, Pointer pointer, Findings findings) {
        if (schema instanceof Boolean) {
            return;
        }
        if (!(schema instanceof Map<?, ?> map)) {
            findings.add(pointer, Fault.NO_SCHEMA);
            return;
        }
        map.forEach(
                (keyword, value) ->
                        keyword(String.valueOf(keyword), value, pointer.at(keyword), findings));
    }

    private static void keyword(
            String keyword, @Nullable Object value, Pointer pointer, Findings findings) {
        if (SCHEMAS.contains(keyword)) {
            check(value, pointer, findings);
        } else if (LISTS.contains(keyword)) {
            list(value, pointer, findings);
        } else if (MAPS.contains(keyword)) {
            map(value, pointer, findings);
        } else {
            switch (keyword) {
                case "type" -> type(value, pointer, findings);
                case "required" -> {
                    if (!(value instanceof List<?> names)
                            || !names.stream().allMatch(String.class::isInstance)) {
                        findings.add(pointer, Fault.NO_TEXTS);
                    }
                }
                case "enum" -> {
                    if (!(value instanceof List<?>)) {
                        findings.add(pointer, Fault.NO_LIST);
                    }
                }
                case "$ref" -> {
                    if (!(value instanceof String text) || !text.startsWith("#")) {
                        findings.add(pointer, Fault.FOREIGN_SCHEMA);
                    }
                }
                default -> {}
            }
        }
    }

    private static void type(@Nullable Object value, Pointer pointer, Findings findings) {
        var types = value instanceof List<?> several ? several : Arrays.asList(value);
        if (!types.stream().allMatch(each -> each instanceof String && TYPES.contains(each))) {
            findings.add(pointer, Fault.SCHEMA_TYPE);
        }
    }

    private static void list(@Nullable Object value, Pointer pointer, Findings findings) {
        if (!(value instanceof List<?> schemas)) {
            findings.add(pointer, Fault.NO_SCHEMAS);
            return;
        }
        for (var index = 0; index < schemas.size(); index++) {
            check(schemas.get(index), pointer.at(index), findings);
        }
    }

    private static void map(@Nullable Object value, Pointer pointer, Findings findings) {
        if (!(value instanceof Map<?, ?> schemas)) {
            findings.add(pointer, Fault.NO_NAMED_SCHEMAS);
            return;
        }
        schemas.forEach((name, each) -> check(each, pointer.at(name), findings));
    }
}
