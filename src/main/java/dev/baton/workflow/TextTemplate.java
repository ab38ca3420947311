package dev.baton.workflow;

import dev.baton.platform.json.CanonicalJson;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A JSON value with expressions in its texts, compiled. Two of the same source are alike. */
final class TextTemplate implements Template {

    /** A part of the value. */
    sealed interface Node {

        /** A value without expressions. */
        record Fixed(@Nullable Object value) implements Node {}

        /** A text that is one expression. */
        record Whole(CelExpression expression) implements Node {}

        /**
         * A text with expressions between other text.
         *
         * @param parts texts and expressions
         */
        record Mixed(List<Object> parts) implements Node {}

        record Items(List<Node> items) implements Node {}

        record Members(Map<String, Node> members) implements Node {}
    }

    private final @Nullable Object source;
    private final Node node;

    TextTemplate(@Nullable Object source, Node node) {
        this.source = source;
        this.node = node;
    }

    @Override
    public @Nullable Object source() {
        return source;
    }

    Node node() {
        return node;
    }

    /** Whether it is the same whatever is bound. */
    boolean isFixed() {
        return node instanceof Node.Fixed;
    }

    @Override
    public @Nullable Object render(Map<String, ? extends @Nullable Object> bindings) {
        return render(node, bindings, new CelBudget());
    }

    private static @Nullable Object render(
            Node node, Map<String, ? extends @Nullable Object> bindings, CelBudget budget) {
        return switch (node) {
            case Node.Fixed(var value) -> value;
            case Node.Whole(var expression) -> expression.evaluate(bindings, budget);
            case Node.Mixed(var parts) -> text(parts, bindings, budget);
            case Node.Items(var items) -> {
                var list = new ArrayList<@Nullable Object>(items.size());
                items.forEach(item -> list.add(render(item, bindings, budget)));
                yield Collections.unmodifiableList(list);
            }
            case Node.Members(var members) -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                members.forEach((name, each) -> map.put(name, render(each, bindings, budget)));
                yield Collections.unmodifiableMap(map);
            }
        };
    }

    private static String text(
            List<Object> parts,
            Map<String, ? extends @Nullable Object> bindings,
            CelBudget budget) {
        var text = new StringBuilder();
        for (var part : parts) {
            if (part instanceof CelExpression expression) {
                var value = expression.evaluate(bindings, budget);
                text.append(
                        value instanceof String words
                                ? words
                                : CanonicalJson.write(value, CelBudget.LONGEST_TEXT - text.length())
                                        .orElseThrow(TextTemplate::tooLong));
            } else {
                text.append(part);
            }
            if (text.length() > CelBudget.LONGEST_TEXT) {
                throw tooLong();
            }
        }
        return text.toString();
    }

    private static ExpressionFailed tooLong() {
        return new ExpressionFailed(
                "A text would be longer than %d letters".formatted(CelBudget.LONGEST_TEXT));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextTemplate that && Objects.equals(source, that.source);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(source);
    }

    @Override
    public String toString() {
        return String.valueOf(source);
    }
}
