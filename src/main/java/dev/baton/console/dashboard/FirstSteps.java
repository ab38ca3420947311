package dev.baton.console.dashboard;

import static dev.baton.platform.Ids.bytes;

import dev.baton.tenant.TenantId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a new tenant does first; each step ticks itself, and the list goes when all are done. */
@Component
class FirstSteps {

    /** One step; its texts are {@code console.step.<name>}. */
    record Step(String name, String href, boolean done) {}

    private final JdbcClient jdbc;

    FirstSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty once everything is done. */
    List<Step> of(TenantId tenant) {
        var steps =
                List.of(
                        new Step("provider", "/providers", exists(tenant, "connection_grant")),
                        new Step("agent", "/agents", exists(tenant, "agent_grant")),
                        new Step("message", "/agents", exists(tenant, "message")),
                        new Step("key", "/keys", exists(tenant, "api_key")),
                        new Step("webhook", "/webhooks", exists(tenant, "webhook_endpoint")));
        return steps.stream().allMatch(Step::done) ? List.of() : steps;
    }

    /** @param table a constant of this class */
    private boolean exists(TenantId tenant, String table) {
        return jdbc
                .sql("SELECT 1 FROM " + table + " WHERE tenant_id = ? LIMIT 1")
                .param(bytes(tenant.value()))
                .query(Integer.class)
                .optional()
                .isPresent();
    }
}
