package dev.baton.run.web;

import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.run.RunFilter;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantDirectory;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowPart;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The last runs of a workflow, on its page. */
@Component
@Order(WorkflowRunsPart.AFTER_TRIGGERS)
class WorkflowRunsPart implements WorkflowPart {

    static final int AFTER_TRIGGERS = 200;

    private static final int MOST = 10;

    /**
     * What is shown.
     *
     * @param now how long those that are open took until then
     */
    record LastRuns(List<Run> runs, String currency, Instant now) {}

    private final RunDesk desk;
    private final TenantDirectory tenants;
    private final Clock clock;

    WorkflowRunsPart(RunDesk desk, TenantDirectory tenants, Clock clock) {
        this.desk = desk;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public String template() {
        return "run/_workflow";
    }

    @Override
    public Optional<Object> of(WorkflowId workflow, Actor by) {
        if (!by.may(Permission.RUNS_READ)) {
            return Optional.empty();
        }
        var runs = desk.list(by.tenant(), RunFilter.executing(workflow.value()), null, MOST);
        return Optional.of(
                new LastRuns(runs.data(), tenants.get(by.tenant()).currency(), clock.instant()));
    }
}
