package dev.baton.planner;

import dev.baton.agent.AgentRegistry;
import dev.baton.selection.Strategy;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.Graph;
import dev.baton.workflow.WorkflowShelf;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/** What the steps of a tenant's graph may take. */
@Component
class StepRanges {

    /** Most things that a step that lists is asked for. */
    static final int MOST_FOUND = 20;

    private final AgentRegistry registry;
    private final AgentPicker picker;
    private final CallRanges calls;
    private final WorkflowShelf shelf;
    private final WorkflowHistory runs;

    StepRanges(
            AgentRegistry registry,
            AgentPicker picker,
            CallRanges calls,
            WorkflowShelf shelf,
            WorkflowHistory runs) {
        this.registry = registry;
        this.picker = picker;
        this.calls = calls;
        this.shelf = shelf;
        this.runs = runs;
    }

    /** All steps, and what they come to. */
    record Estimate(List<PlannedStep> steps, Range cost, Range millis) {}

    Estimate of(TenantId tenant, Graph graph, Map<String, Object> input, Strategy strategy) {
        var asked = new AgentCalls(tenant, strategy, registry, picker, calls);
        return new Reckoning(asked, new OtherWorkflows(tenant, shelf, runs)).of(graph, input);
    }
}
