package dev.baton.trigger;

import dev.baton.tenant.Actor;
import dev.baton.workflow.WorkflowFigures;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Tells the list of workflows what begins them. */
@Component
class WorkflowTriggers implements WorkflowFigures {

    private final TriggerStore store;

    WorkflowTriggers(TriggerStore store) {
        this.store = store;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<Figure, Map<UUID, Long>> of(Collection<UUID> workflows, Actor by) {
        var counts = store.count(by.tenant(), workflows);
        return Map.of(
                Figure.ACTIVE_TRIGGERS, counts.active(), Figure.RESTING_TRIGGERS, counts.resting());
    }
}
