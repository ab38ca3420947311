package dev.baton.planner;

import dev.baton.workflow.Expression;
import dev.baton.workflow.ExpressionFailed;
import dev.baton.workflow.Graph;
import dev.baton.workflow.Template;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What of the values that a step's expressions name is known before the run. */
final class KnownValues {

    private final Map<String, @Nullable Object> bindings;

    private KnownValues(Map<String, @Nullable Object> bindings) {
        this.bindings = bindings;
    }

    static KnownValues of(Graph graph, Map<String, Object> input) {
        var bindings = new HashMap<String, @Nullable Object>();
        bindings.put("input", input);
        bindings.put("variables", graph.variables());
        bindings.put("results", Map.of());
        bindings.put("run", Map.of());
        return new KnownValues(bindings);
    }

    /** Inside a step that does something for each item; the first stands for all. */
    KnownValues withItem(String as, @Nullable List<?> items) {
        var within = new HashMap<>(bindings);
        within.put(as, items == null || items.isEmpty() ? "" : items.getFirst());
        within.put("index", 0L);
        return new KnownValues(within);
    }

    /** Inside a loop; the first round stands for all. */
    KnownValues withRound() {
        var within = new HashMap<>(bindings);
        within.put("round", 0L);
        within.put("last", null);
        return new KnownValues(within);
    }

    /** As it was written where something is not known yet. */
    @Nullable Object rendered(Template template) {
        try {
            return template.render(bindings);
        } catch (ExpressionFailed unknown) {
            return template.source();
        }
    }

    /** Null where it is not known yet, or is something else. */
    @Nullable String text(@Nullable Template template) {
        if (template == null) {
            return null;
        }
        try {
            return template.render(bindings) instanceof String text ? text : null;
        } catch (ExpressionFailed unknown) {
            return null;
        }
    }

    /** Null where it is not known yet, or is something else. */
    @Nullable List<?> list(Expression over) {
        try {
            return over.evaluate(bindings) instanceof List<?> list ? list : null;
        } catch (ExpressionFailed unknown) {
            return null;
        }
    }
}
