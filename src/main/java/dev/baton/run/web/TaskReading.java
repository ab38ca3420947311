package dev.baton.run.web;

import dev.baton.planner.PlanBy;
import dev.baton.planner.PlanTextInvalid;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.NotFound;
import dev.baton.platform.problem.Problem;
import dev.baton.run.InputCheck;
import dev.baton.run.InputRefused;
import dev.baton.run.NewRun;
import dev.baton.run.PlanOverCost;
import dev.baton.run.Simulations;
import dev.baton.run.Task;
import dev.baton.selection.Strategy;
import dev.baton.tenant.Actor;
import dev.baton.work.Priority;
import dev.baton.workflow.GraphFinding;
import dev.baton.workflow.GraphRefused;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.validation.BindingResult;

import tools.jackson.core.JacksonException;

import java.util.List;
import java.util.Map;

/** Reads one form; everything that is wrong with it is told at once, each at its field. */
final class TaskReading {

    /** More would not be read. */
    private static final int MOST_TOLD = 5;

    private final TaskForm form;
    private final BindingResult errors;

    TaskReading(TaskForm form, BindingResult errors) {
        this.form = form;
        this.errors = errors;
    }

    /**
     * All of it.
     *
     * @param canAskAgent whether an agent may be asked to plan
     * @return null when something is wrong with it
     */
    @Nullable TaskWish read(Actor by, TaskGraphs graphs, boolean canAskAgent) {
        var task = form.isWords() ? words(canAskAgent) : steps(by, graphs);
        var title = title();
        var priority = priority();
        var costCap = costCap();
        return task == null || errors.hasErrors()
                ? null
                : new TaskWish(task, title, priority, costCap);
    }

    private Task.Words words(boolean canAskAgent) {
        return new Task.Words(task(), strategy(), planner(canAskAgent));
    }

    private Task.@Nullable Steps steps(Actor by, TaskGraphs graphs) {
        var graph = graph(by, graphs);
        var input = input(graph);
        var strategy = strategy();
        return graph == null ? null : graph.with(input, strategy);
    }

    private String task() {
        var task = form.task();
        if (task.isBlank()) {
            refuse("task", "required");
        } else if (task.codePointCount(0, task.length()) > PlanTextInvalid.LONGEST) {
            refuse("task", "too_long");
        }
        return task;
    }

    private @Nullable TaskGraph graph(Actor by, TaskGraphs graphs) {
        if (form.workflow().isBlank()) {
            refuse("workflow", "required");
            return null;
        }
        try {
            return graphs.find(by, form);
        } catch (NotFound none) {
            refuse("workflow", "missing");
        } catch (Conflict notReady) {
            refuse("workflow", notReady.code());
        } catch (GraphRefused refused) {
            refuse("workflow", "findings", told(refused.findings().getFirst()));
        }
        return null;
    }

    /** In the reader's language. */
    private static MessageSourceResolvable told(GraphFinding finding) {
        return new DefaultMessageSourceResolvable(
                new String[] {finding.textKey()}, finding.arguments().toArray(), finding.message());
    }

    /**
     * @param graph that it must fit; null where that is not known
     */
    private Map<String, Object> input(@Nullable TaskGraph graph) {
        var given = form.input();
        if (Simulations.isTooLarge(given)) {
            refuse("input", "too_long");
            return Map.of();
        }
        var read = given.isBlank() ? Map.<String, Object>of() : object(given);
        if (read == null) {
            refuse("input", "invalid");
            return Map.of();
        }
        if (graph != null) {
            misfits(InputCheck.findings(graph.graph(), read));
        }
        return read;
    }

    private static @Nullable Map<String, Object> object(String json) {
        try {
            return JsonValues.object(json);
        } catch (JacksonException malformed) {
            return null;
        }
    }

    private Strategy strategy() {
        return Strategy.find(form.strategy())
                .orElseGet(
                        () -> {
                            refuse("strategy", "unknown");
                            return Strategy.BALANCED;
                        });
    }

    private PlanBy planner(boolean canAskAgent) {
        var planner =
                PlanBy.find(form.planner())
                        .orElseGet(
                                () -> {
                                    refuse("planner", "unknown");
                                    return PlanBy.RULES;
                                });
        if (planner == PlanBy.LLM && !canAskAgent) {
            refuse("planner", "nobody");
        }
        return planner;
    }

    /** Null for none. */
    @Nullable String title() {
        var title = form.title().strip();
        if (title.length() > NewRun.LONGEST_TITLE) {
            refuse("title", "too_long");
        }
        return title.isEmpty() ? null : title;
    }

    Priority priority() {
        return Priority.ofWire(form.priority())
                .orElseGet(
                        () -> {
                            refuse("priority", "unknown");
                            return Priority.NORMAL;
                        });
    }

    /** In nano-units; null for none. */
    @Nullable Long costCap() {
        if (!form.maxCost().isEmpty() && form.limit() == null) {
            refuse("maxCost", "invalid");
        }
        return form.costCap();
    }

    /** What refuses the work itself, beside the field that it is about where there is one. */
    void refused(Problem refusal) {
        if (refusal instanceof InputRefused misfit) {
            misfits(misfit.fields());
        } else if (refusal instanceof PlanOverCost && !refusal.fields().isEmpty()) {
            errors.rejectValue(
                    "maxCost",
                    "problem." + refusal.code(),
                    refusal.arguments().toArray(),
                    String.valueOf(refusal.getMessage()));
        } else {
            errors.reject(
                    "problem." + refusal.code(),
                    refusal.arguments().toArray(),
                    String.valueOf(refusal.getMessage()));
        }
    }

    private void misfits(List<FieldProblem> findings) {
        findings.stream()
                .limit(MOST_TOLD)
                .forEach(
                        finding ->
                                refuse(
                                        "input",
                                        "misfit",
                                        (finding.field().isEmpty() ? "/" : finding.field())
                                                + ": "
                                                + finding.message()));
    }

    private void refuse(String field, String code, Object... arguments) {
        errors.rejectValue(field, "run.task.wrong." + field + "." + code, arguments, code);
    }
}
