package dev.baton.run.web;

import dev.baton.planner.Plan;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.web.ApiCall;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.util.LinkedHashMap;

/** What a program would send in place of the form, as far as it is filled in. */
final class TaskScript {

    /** What is longer is no call that somebody would copy. */
    private static final int LONGEST = 20_000;

    private TaskScript() {}

    /**
     * @param graph that the form names; null where none is found
     * @param plan that is shown; null for none
     * @return null where it is too long to copy
     */
    static @Nullable ApiCall of(TaskForm form, @Nullable TaskGraph graph, @Nullable Plan plan) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        if (!form.title().isBlank()) {
            body.put("title", form.title().strip());
        }
        if (plan != null) {
            body.put("plan", plan.hash());
        } else if (form.isWords()) {
            body.put("task", form.task());
            body.put("strategy", form.strategy());
            body.put("planner", form.planner());
        } else {
            source(form, graph, body);
        }
        body.put("priority", form.priority());
        var limit = form.limit();
        if (limit != null) {
            body.put("max_cost", limit);
        }
        var call = ApiCall.of("POST", "/api/v1/tasks", body);
        return call.body().length() > LONGEST ? null : call;
    }

    private static void source(
            TaskForm form,
            @Nullable TaskGraph graph,
            LinkedHashMap<String, @Nullable Object> body) {
        if (form.isNamed()) {
            body.put("workflow", form.workflow().strip());
        } else if (graph != null) {
            body.put("graph", JsonValues.object(graph.json()));
        }
        try {
            if (!form.input().isBlank()) {
                body.put("input", JsonValues.object(form.input()));
            }
        } catch (JacksonException notYet) {
            // Left out until it can be read.
        }
    }
}
