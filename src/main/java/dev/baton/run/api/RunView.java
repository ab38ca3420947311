package dev.baton.run.api;

import dev.baton.planner.PlanEstimates;
import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.run.RunHistory;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Shows runs as the API does. */
@Component
class RunView {

    private final RunDesk desk;
    private final RunHistory history;
    private final PlanEstimates estimates;
    private final TenantDirectory tenants;

    RunView(
            RunDesk desk,
            RunHistory history,
            PlanEstimates estimates,
            TenantDirectory tenants) {
        this.desk = desk;
        this.history = history;
        this.estimates = estimates;
        this.tenants = tenants;
    }

    /** With what it came to, where it has ended. */
    RunJson whole(TenantId tenant, UUID id) {
        var run = desk.get(tenant, id);
        var currency = currency(tenant);
        var shown = RunJson.of(run, history.end(run).orElse(null), currency);
        return estimates
                .find(tenant, id)
                .map(estimate -> shown.with(RunJson.EstimateJson.of(estimate, currency)))
                .orElse(shown);
    }

    RunJson summary(Run run) {
        return RunJson.of(run, null, currency(run.id().tenant()));
    }

    private String currency(TenantId tenant) {
        return tenants.get(tenant).currency();
    }
}
