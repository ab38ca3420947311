package dev.baton.run.api;

import dev.baton.planner.PlanEstimates;
import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.run.RunEnd;
import dev.baton.run.RunHistory;
import dev.baton.run.RunWaits;
import dev.baton.run.engine.RunEvent;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.util.UUID;

/** Shows runs as the API does. */
@Component
public class RunView {

    private final RunDesk desk;
    private final RunHistory history;
    private final RunWaits waits;
    private final PlanEstimates estimates;
    private final TenantDirectory tenants;
    private final JsonMapper json;

    RunView(
            RunDesk desk,
            RunHistory history,
            RunWaits waits,
            PlanEstimates estimates,
            TenantDirectory tenants,
            JsonMapper json) {
        this.desk = desk;
        this.history = history;
        this.waits = waits;
        this.estimates = estimates;
        this.tenants = tenants;
        this.json = json;
    }

    /** With what it came to, where it has ended. */
    RunJson whole(TenantId tenant, UUID id) {
        var run = desk.get(tenant, id);
        return more(run, history.end(run).orElse(null));
    }

    /** The same as people read it. */
    public String document(TenantId tenant, UUID id) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(whole(tenant, id));
    }

    /** Of one that ended a moment ago; nothing but what its plan said is read. */
    RunJson whole(RunEnd end, boolean planned) {
        return planned
                ? more(end.run(), end.event())
                : RunJson.of(end.run(), end.event(), currency(end.run().id().tenant()));
    }

    private RunJson more(Run run, RunEvent.@Nullable RunEnded end) {
        var tenant = run.id().tenant();
        var currency = currency(tenant);
        var estimate =
                estimates
                        .find(tenant, run.id().value())
                        .map(known -> RunJson.EstimateJson.of(known, currency))
                        .orElse(null);
        var waiting = waits.of(run).map(WaitingJson::of).orElse(null);
        return RunJson.of(run, end, currency).with(estimate, waiting);
    }

    RunJson summary(Run run) {
        return RunJson.of(run, null, currency(run.id().tenant()));
    }

    private String currency(TenantId tenant) {
        return tenants.get(tenant).currency();
    }
}
