package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A checked CEL expression (https://cel.dev), compiled once. Values are those of JSON as plain
 * Java: text, {@link Long}, {@link Double}, {@link Boolean}, lists, maps with text keys, null.
 */
public interface Expression {

    /** As it was written. */
    String text();

    /**
     * @param bindings what the expression may name: {@code input}, {@code variables}, {@code
     *     results}, {@code run} and what its place in the graph adds
     * @throws ExpressionFailed when it cannot be computed from these, or costs too much
     */
    @Nullable Object evaluate(Map<String, ? extends @Nullable Object> bindings);
}
