package dev.baton.run.api;

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
    private final TenantDirectory tenants;

    RunView(RunDesk desk, RunHistory history, TenantDirectory tenants) {
        this.desk = desk;
        this.history = history;
        this.tenants = tenants;
    }

    /** With what it came to, where it has ended. */
    RunJson whole(TenantId tenant, UUID id) {
        var run = desk.get(tenant, id);
        return RunJson.of(run, history.end(run).orElse(null), currency(tenant));
    }

    RunJson summary(Run run) {
        return RunJson.of(run, null, currency(run.id().tenant()));
    }

    private String currency(TenantId tenant) {
        return tenants.get(tenant).currency();
    }
}
