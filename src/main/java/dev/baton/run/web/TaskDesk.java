package dev.baton.run.web;

import dev.baton.planner.Plan;
import dev.baton.planner.Planner;
import dev.baton.platform.problem.Conflict;
import dev.baton.run.Task;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.workflow.GraphRefused;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;

/** Reads what a form asks for, with what it names. */
@Component
class TaskDesk {

    private final TaskGraphs graphs;
    private final Planner planner;

    TaskDesk(TaskGraphs graphs, Planner planner) {
        this.graphs = graphs;
        this.planner = planner;
    }

    /** Whether an agent can plan, and may be asked. */
    boolean canAskAgent(Actor by) {
        return by.may(Permission.MESSAGES_WRITE) && planner.hasAgentThatPlans(by.tenant());
    }

    /** Null when something is wrong with it, which stands in the errors then. */
    @Nullable TaskWish read(Actor by, TaskForm form, BindingResult errors) {
        return new TaskReading(form, errors).read(by, graphs, canAskAgent(by));
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

    /** The plan of a hash; null where it is not kept, or not any more. */
    @Nullable Plan kept(Actor by, String hash) {
        return planner.kept(by.tenant(), hash).orElse(null);
    }

    /**
     * The very plan that was looked at.
     *
     * @param form whose workflow it is of, if the form names one and that is still the same
     */
    Task.Planned exactly(Actor by, Plan plan, TaskForm form) {
        var graph = graphs.look(by, form);
        return graph == null ? new Task.Planned(plan) : graph.exactly(plan);
    }
}
