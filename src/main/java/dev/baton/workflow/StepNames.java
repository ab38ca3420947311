package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Makes what names a step name it by another id: what comes after it, branches, expressions. */
final class StepNames {

    /** Members that are an expression as a whole. */
    private static final Set<String> EXPRESSIONS = Set.of("when", "over", "while", "key", "of");

    /** Members in whose texts expressions stand, and that are never an expression as a whole. */
    private static final Set<String> TEMPLATES =
            Set.of(
                    "agent",
                    "messages",
                    "variables",
                    "url",
                    "headers",
                    "body",
                    "value",
                    "arguments",
                    "input",
                    "details",
                    "output",
                    "duration",
                    "assign");

    private static final Pattern OWN = Pattern.compile("[(,]\\s*results\\s*,");

    private final String from;
    private final String to;
    private int followed;
    private boolean isDoubtful;

    StepNames(String from, String to) {
        this.from = from;
        this.to = to;
    }

    /** How many places name it by its new id now. */
    int followed() {
        return followed;
    }

    /** Whether an expression was left as it is, because it calls something else results. */
    boolean isDoubtful() {
        return isDoubtful;
    }

    void graph(Map<String, @Nullable Object> graph) {
        steps(graph.get("steps"));
        replace(graph, "output", false);
    }

    private void steps(@Nullable Object steps) {
        if (steps instanceof List<?> list) {
            list.forEach(
                    step -> {
                        if (step instanceof Map<?, ?>) {
                            step(GraphEdit.members(step));
                        }
                    });
        }
    }

    private void step(Map<String, @Nullable Object> step) {
        list(step.get("after"));
        list(step.get("otherwise"));
        each(
                step.get("cases"),
                each -> {
                    list(each.get("to"));
                    replace(each, "when", true);
                });
        action(step);
        replace(step, "until", !"wait".equals(step.get("kind")));
        each(step.get("approval"), rule -> replace(rule, "title", false));
        each(step.get("on_failure"), this::action);
        each(step.get("compensation"), this::action);
        each(step.get("join"), this::merge);
        each(step.get("merge"), this::merge);
        steps(step.get("steps"));
    }

    private void action(Map<String, @Nullable Object> members) {
        EXPRESSIONS.forEach(name -> replace(members, name, true));
        TEMPLATES.forEach(name -> replace(members, name, false));
    }

    private void merge(Map<String, @Nullable Object> merge) {
        var agent = merge.get("agent");
        if (agent instanceof Map<?, ?>) {
            action(GraphEdit.members(agent));
        }
        replace(merge, "key", true);
        replace(merge, "of", true);
        replace(merge, "value", false);
    }

    private static void each(@Nullable Object value, Consumer<Map<String, @Nullable Object>> what) {
        if (value instanceof List<?> list) {
            list.forEach(item -> each(item, what));
        } else if (value instanceof Map<?, ?>) {
            what.accept(GraphEdit.members(value));
        }
    }

    @SuppressWarnings("unchecked")
    private void list(@Nullable Object names) {
        if (names instanceof List<?> list) {
            ((List<Object>) list)
                    .replaceAll(
                            name -> {
                                if (!from.equals(name)) {
                                    return name;
                                }
                                followed++;
                                return to;
                            });
        }
    }

    private void replace(Map<String, @Nullable Object> members, String name, boolean isExpression) {
        if (members.get(name) != null) {
            members.put(name, replaced(members.get(name), isExpression));
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object replaced(@Nullable Object value, boolean isExpression) {
        switch (value) {
            case String text -> {
                if (isExpression) {
                    return expression(text);
                }
                try {
                    return TemplateText.replace(text, this::expression);
                } catch (TemplateText.Unclosed unclosed) {
                    return text;
                }
            }
            case List<?> list when !isExpression ->
                    ((List<@Nullable Object>) list).replaceAll(item -> replaced(item, false));
            case Map<?, ?> map when !isExpression ->
                    ((Map<String, @Nullable Object>) map)
                            .replaceAll((_, item) -> replaced(item, false));
            case null, default -> {}
        }
        return value;
    }

    /** What is in quotes is text, and a member of something else has nothing to do with steps. */
    String expression(String text) {
        if (!text.contains("results") || !text.contains(from)) {
            return text;
        }
        if (OWN.matcher(text).find()) {
            isDoubtful = true;
            return text;
        }
        var replaced = new StringBuilder();
        var at = 0;
        while (at < text.length()) {
            var letter = text.charAt(at);
            if (letter == '"' || letter == '\'') {
                var end = endOfQuote(text, at);
                replaced.append(text, at, end + 1);
                at = end + 1;
            } else if (text.startsWith("//", at)) {
                var end = text.indexOf('\n', at);
                end = end < 0 ? text.length() : end;
                replaced.append(text, at, end);
                at = end;
            } else if (Character.isJavaIdentifierStart(letter)) {
                var end = endOfWord(text, at);
                replaced.append(text, at, end);
                at =
                        text.substring(at, end).equals("results") && !isMember(text, at)
                                ? member(text, end, replaced)
                                : end;
            } else {
                replaced.append(letter);
                at++;
            }
        }
        return replaced.toString();
    }

    /** Writes what stands behind {@code results}; where that ends. */
    private int member(String text, int begin, StringBuilder replaced) {
        var at = endOfSpace(text, begin);
        if (at >= text.length()) {
            return begin;
        }
        if (text.charAt(at) == '.') {
            var name = endOfSpace(text, at + 1);
            var end = endOfWord(text, name);
            if (text.substring(name, end).equals(from)) {
                followed++;
                replaced.append(text, begin, name).append(to);
                return end;
            }
        } else if (text.charAt(at) == '[') {
            var name = endOfSpace(text, at + 1);
            for (var quote : List.of("'", "\"")) {
                if (text.startsWith(quote + from + quote, name)) {
                    followed++;
                    replaced.append(text, begin, name).append(quote).append(to).append(quote);
                    return name + from.length() + 2;
                }
            }
        }
        return begin;
    }

    private static boolean isMember(String text, int at) {
        var before = at - 1;
        while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        return before >= 0 && text.charAt(before) == '.';
    }

    private static int endOfQuote(String text, int at) {
        try {
            return TemplateText.endOfQuote(text, at, at);
        } catch (TemplateText.Unclosed unclosed) {
            return text.length() - 1;
        }
    }

    private static int endOfWord(String text, int at) {
        var end = at;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int endOfSpace(String text, int at) {
        var end = at;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
