package dev.baton.workflow.web;

import dev.baton.workflow.GraphEdit;
import dev.baton.workflow.GraphRefused;
import dev.baton.workflow.WorkflowDraft;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

/**
 * A JSON value as people write it into a field: a text stands as it is, everything else as JSON. A
 * text that could be taken for JSON stands in quotes.
 */
final class JsonText {

    private static final JsonMapper JSON = new JsonMapper();

    private JsonText() {}

    static String of(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return isText(text) ? text : JSON.writeValueAsString(text);
        }
        return pretty(value);
    }

    /** In lines. */
    static String pretty(@Nullable Object value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /** On one line, where a text is meant and something else may stand. */
    static String line(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            default -> JSON.writeValueAsString(value);
        };
    }

    private static boolean isText(String text) {
        if (text.isBlank() || isStructure(text)) {
            return false;
        }
        try {
            GraphEdit.parse(text);
            return false;
        } catch (GraphRefused none) {
            return true;
        }
    }

    private static boolean isStructure(String text) {
        var first = text.stripLeading();
        return first.startsWith("{") || first.startsWith("[") || first.startsWith("\"");
    }

    /**
     * @throws GraphRefused when it begins as JSON does, and is none
     */
    static @Nullable Object read(String text) {
        try {
            return GraphEdit.parse(text);
        } catch (GraphRefused refused) {
            if (isStructure(text)) {
                throw refused;
            }
            return text;
        }
    }

    /** The same, but what begins as JSON does and is none is a text: its quotes tell, then. */
    static @Nullable Object readOrText(String text) {
        try {
            return read(text);
        } catch (GraphRefused none) {
            return text;
        }
    }

    /** A hash of a value, to see whether it is still the same. */
    static String hash(Map<String, ? extends @Nullable Object> value) {
        return WorkflowDraft.of(value).hash();
    }
}
