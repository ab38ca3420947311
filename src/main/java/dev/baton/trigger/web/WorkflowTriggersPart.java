package dev.baton.trigger.web;

import dev.baton.tenant.Actor;
import dev.baton.trigger.TriggerFilter;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowPart;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.util.Optional;

/** What begins a workflow by itself, on its page. */
@Component
@Order(WorkflowTriggersPart.FIRST)
class WorkflowTriggersPart implements WorkflowPart {

    static final int FIRST = 100;

    private static final int MOST = 10;

    private final TriggerRows rows;

    WorkflowTriggersPart(TriggerRows rows) {
        this.rows = rows;
    }

    @Override
    public String template() {
        return "trigger/_workflow";
    }

    @Override
    public Optional<Object> of(WorkflowId workflow, Actor by) {
        return Optional.of(
                rows.of(by, new TriggerFilter(null, null, workflow.value()), null, MOST));
    }
}
