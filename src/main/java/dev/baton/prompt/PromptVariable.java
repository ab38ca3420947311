package dev.baton.prompt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A variable that a template declares. It is either required or has a default, so that a tag always
 * has a value.
 *
 * @param defaultValue JSON-like; null when the variable is required
 * @param options the texts of an {@link VariableType#ENUM}, empty for every other type
 * @param example JSON-like, stands in for a missing value in previews; null for none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PromptVariable(
        String name,
        VariableType type,
        String description,
        @JsonProperty("default") @Nullable Object defaultValue,
        List<String> options,
        @Nullable Object example) {

    /** Bound to what the caller asks; see {@link PromptTemplate#messages}. */
    public static final String INPUT = "input";

    public PromptVariable {
        description = Objects.requireNonNullElse(description, "");
        options = options == null ? List.of() : List.copyOf(options);
    }

    public static PromptVariable required(String name, VariableType type, String description) {
        return new PromptVariable(name, type, description, null, List.of(), null);
    }

    public static PromptVariable defaulted(
            String name, VariableType type, String description, Object defaultValue) {
        return new PromptVariable(name, type, description, defaultValue, List.of(), null);
    }

    public boolean required() {
        return defaultValue == null;
    }

    /** The default as a form's text; empty when it is required. */
    public String presetText() {
        return print(defaultValue);
    }

    boolean accepts(Object value) {
        return type.accepts(value, options);
    }

    /**
     * Reads a form's text as a value of this type; empty when it is not one. A blank text of
     * anything but a string is no value at all, and the caller leaves it out.
     */
    public Optional<Object> parse(String text) {
        try {
            var value =
                    switch (type) {
                        case STRING, ENUM -> text;
                        case NUMBER, BOOLEAN, JSON -> PromptJson.read(text, Object.class);
                    };
            return Optional.ofNullable(value).filter(this::accepts);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The form's text for a value, the reverse of {@link #parse}. */
    public static String print(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            default -> PromptJson.write(value);
        };
    }
}
