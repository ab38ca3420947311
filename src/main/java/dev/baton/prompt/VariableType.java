package dev.baton.prompt;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a variable of a template may hold. */
public enum VariableType {
    STRING,
    NUMBER,
    BOOLEAN,
    /** One of the listed texts. */
    ENUM,
    /** Any JSON value; its fields are reached by {@code {{order.id}}} and sections. */
    JSON;

    /** {@code string}: its name in the API and in message keys. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean accepts(Object value, List<String> options) {
        return switch (this) {
            case STRING -> value instanceof String;
            case NUMBER -> value instanceof Number number && isFinite(number);
            case BOOLEAN -> value instanceof Boolean;
            case ENUM -> value instanceof String text && options.contains(text);
            case JSON ->
                    value instanceof Map
                            || value instanceof List
                            || value instanceof String
                            || value instanceof Boolean
                            || value instanceof Number;
        };
    }

    private static boolean isFinite(Number number) {
        return !(number instanceof Double || number instanceof Float)
                || Double.isFinite(number.doubleValue());
    }
}
