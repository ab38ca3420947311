package dev.baton.run.web;

import dev.baton.planner.Plan;
import dev.baton.planner.Planner;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.trace.Trace;
import dev.baton.run.NewRun;
import dev.baton.run.RunDesk;
import dev.baton.run.RunHead;
import dev.baton.run.RunKey;
import dev.baton.run.WorkflowRef;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;
import dev.baton.work.Priority;
import dev.baton.workflow.GraphRefused;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;

import java.util.Optional;

/** Shows what a form asks for as a plan, or has it carried out. */
@Component
class TaskDesk {

    private final TaskGraphs graphs;
    private final Planner planner;
    private final RunDesk runs;

    TaskDesk(TaskGraphs graphs, Planner planner, RunDesk runs) {
        this.graphs = graphs;
        this.planner = planner;
        this.runs = runs;
    }

    /** Whether an agent can plan, and may be asked. */
    boolean canAskAgent(Actor by) {
        return by.may(Permission.MESSAGES_WRITE) && planner.hasAgentThatPlans(by.tenant());
    }

    /** Null when something is wrong with it, which stands in the errors then. */
    @Nullable TaskWish read(Actor by, TaskForm form, BindingResult errors) {
        return new TaskReading(form, errors).read(by, graphs, canAskAgent(by));
    }

    /** Nothing of it is carried out, and nobody is asked but the agent that plans, if one is to. */
    Plan plan(Actor by, TaskWish wish) {
        var graph = wish.graph();
        return graph == null
                ? planner.plan(by, wish.task(), wish.strategy(), wish.planner())
                : planner.estimate(
                        by, JsonValues.object(graph.json()), wish.input(), wish.strategy());
    }

    /** The run that was begun under the key before. */
    Optional<RunHead> begun(Actor by, RunKey key) {
        return runs.begunWith(by, key);
    }

    /**
     * @throws dev.baton.workflow.WorkflowNotFound when the form is for a draft or a template that
     *     is not there
     */
    void requireSource(Actor by, TaskForm form) {
        try {
            if (form.isDraft() || form.isTemplate()) {
                graphs.find(by, form);
            }
        } catch (Conflict | GraphRefused notReady) {
            // Said at the field once it is to be previewed.
        }
    }

    RunHead start(Actor by, TaskWish wish, RunKey key, Trace trace) {
        var graph = wish.graph();
        if (graph == null) {
            return start(by, plan(by, wish), wish.title(), null, wish.priority(), key, trace);
        }
        return runs.start(
                by,
                NewRun.of(
                        wish.title() == null ? graph.name() : wish.title(),
                        graph.json(),
                        graph.version(),
                        wish.input(),
                        wish.priority(),
                        key,
                        trace));
    }

    /**
     * Carries out the very plan that was looked at.
     *
     * @param form whose workflow it is of, if the form names one and that is still the same
     */
    RunHead start(
            Actor by,
            Plan plan,
            TaskForm form,
            @Nullable String title,
            Priority priority,
            RunKey key,
            Trace trace) {
        var graph = graphs.look(by, form);
        return graph == null || !graph.json().equals(plan.graphJson())
                ? start(by, plan, title, null, priority, key, trace)
                : start(
                        by,
                        plan,
                        title == null ? graph.name() : title,
                        graph.version(),
                        priority,
                        key,
                        trace);
    }

    private RunHead start(
            Actor by,
            Plan plan,
            @Nullable String title,
            @Nullable WorkflowRef workflow,
            Priority priority,
            RunKey key,
            Trace trace) {
        return runs.start(
                by,
                NewRun.of(title, plan.graphJson(), workflow, plan.input(), priority, key, trace)
                        .of(plan));
    }

    /** Null where it is not kept, or not any more. */
    @Nullable Plan kept(TenantId tenant, String hash) {
        return planner.kept(tenant, hash).orElse(null);
    }
}
