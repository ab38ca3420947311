package dev.baton.run.engine;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What expressions of a run may name, by where they stand. */
final class Bindings {

    private final RunState state;
    private final Map<String, Object> run;

    /**
     * @param run what is bound as {@code run}
     */
    Bindings(RunState state, Map<String, Object> run) {
        this.state = state;
        this.run = run;
    }

    Map<String, @Nullable Object> in(ScopeState scope) {
        var bound = new HashMap<String, @Nullable Object>();
        bound.put("input", state.input());
        bound.put("variables", state.variables());
        bound.put("results", scope.visibleResults());
        bound.put("run", run);
        scope.bind(bound);
        return bound;
    }

    Map<String, @Nullable Object> in(ScopeState scope, String name, @Nullable Object value) {
        var bound = in(scope);
        bound.put(name, value);
        return bound;
    }
}
