package dev.baton.run.api;

import dev.baton.planner.Planner;
import dev.baton.platform.json.JsonValues;
import dev.baton.run.Task;
import dev.baton.run.WorkflowRef;
import dev.baton.tenant.Actor;
import dev.baton.workflow.WorkflowShelf;

import org.springframework.stereotype.Component;

/** Finds what a request names: its plan or its workflow. */
@Component
class TaskSources {

    private final Planner planner;
    private final WorkflowShelf workflows;

    TaskSources(Planner planner, WorkflowShelf workflows) {
        this.planner = planner;
        this.workflows = workflows;
    }

    /**
     * @throws dev.baton.planner.PlanNotFound when the plan is not kept, or not any more
     * @throws dev.baton.workflow.WorkflowNotFound when there is no such workflow or version
     */
    Task task(Actor by, TaskRequest wanted) {
        wanted.requireOneSource();
        var strategy = wanted.checkedStrategy();
        if (wanted.plan() != null) {
            return new Task.Planned(planner.get(by.tenant(), wanted.plan()));
        }
        if (wanted.task() != null) {
            return new Task.Words(wanted.task(), strategy, wanted.checkedPlanner());
        }
        var input = JsonValues.object(wanted.input());
        if (wanted.workflow() == null) {
            return new Task.Steps(null, String.valueOf(wanted.graph()), null, input, strategy);
        }
        var found = workflows.find(by.tenant(), wanted.workflow(), wanted.workflowVersion());
        return new Task.Steps(
                found.name(), found.json(), WorkflowRef.of(found.id()), input, strategy);
    }
}
