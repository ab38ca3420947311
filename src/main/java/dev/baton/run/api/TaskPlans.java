package dev.baton.run.api;

import dev.baton.planner.Plan;
import dev.baton.planner.Planner;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.trace.Trace;
import dev.baton.run.NewRun;
import dev.baton.run.RunKey;
import dev.baton.run.WorkflowRef;
import dev.baton.tenant.Actor;
import dev.baton.workflow.PublishedGraph;
import dev.baton.workflow.WorkflowShelf;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns what is asked for into a plan to look at, or a run to begin. */
@Component
class TaskPlans {

    private final Planner planner;
    private final WorkflowShelf workflows;

    TaskPlans(Planner planner, WorkflowShelf workflows) {
        this.planner = planner;
        this.workflows = workflows;
    }

    /** Nothing of it is carried out. */
    Plan plan(Actor by, TaskRequest wanted) {
        wanted.requireOneSource();
        if (wanted.plan() != null) {
            return planner.get(by.tenant(), wanted.plan());
        }
        if (wanted.task() != null) {
            return planned(by, wanted, wanted.task());
        }
        var graph =
                wanted.workflow() == null
                        ? JsonValues.object(wanted.graph())
                        : JsonValues.object(published(by, wanted, wanted.workflow()).json());
        var input = JsonValues.object(wanted.input());
        return planner.estimate(by, graph, input, wanted.checkedStrategy());
    }

    NewRun run(Actor by, TaskRequest wanted, @Nullable RunKey key, Trace trace) {
        wanted.requireOneSource();
        if (wanted.plan() != null) {
            return run(wanted, planner.get(by.tenant(), wanted.plan()), key, trace);
        }
        if (wanted.task() != null) {
            return run(wanted, planned(by, wanted, wanted.task()), key, trace);
        }
        if (wanted.workflow() == null) {
            return NewRun.of(
                    wanted.checkedTitle(),
                    String.valueOf(wanted.graph()),
                    null,
                    JsonValues.object(wanted.input()),
                    wanted.checkedPriority(),
                    key,
                    trace);
        }
        var found = published(by, wanted, wanted.workflow());
        var title = wanted.checkedTitle();
        return NewRun.of(
                title == null ? found.name() : title,
                found.json(),
                new WorkflowRef(found.id().workflowId(), found.id().number()),
                JsonValues.object(wanted.input()),
                wanted.checkedPriority(),
                key,
                trace);
    }

    private Plan planned(Actor by, TaskRequest wanted, String task) {
        return planner.plan(by, task, wanted.checkedStrategy(), wanted.checkedPlanner());
    }

    private PublishedGraph published(Actor by, TaskRequest wanted, String workflow) {
        return workflows.find(by.tenant(), workflow, wanted.workflowVersion());
    }

    private static NewRun run(TaskRequest wanted, Plan plan, @Nullable RunKey key, Trace trace) {
        return NewRun.of(
                        wanted.checkedTitle(),
                        plan.graphJson(),
                        null,
                        plan.input(),
                        wanted.checkedPriority(),
                        key,
                        trace)
                .of(plan);
    }
}
