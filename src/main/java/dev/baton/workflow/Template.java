package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A JSON value with expressions in its texts. A text that is one {@code ${…}} becomes the expression's value as it
 * is; between other text, values are written as text, and lists and objects as JSON. {@code $${} is a literal {@code
 * ${}.
 */
public interface Template {

    /** As it was written: a JSON value as plain Java. */
    @Nullable Object source();

    /**
     * @throws ExpressionFailed when one of its expressions fails
     */
    @Nullable Object render(Map<String, ? extends @Nullable Object> bindings);
}
