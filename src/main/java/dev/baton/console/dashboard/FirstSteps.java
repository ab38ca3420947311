package dev.baton.console.dashboard;

import static dev.baton.platform.Ids.bytes;

import dev.baton.tenant.Permission;
import dev.baton.tenant.TenantId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a new tenant does first; each step ticks itself, and the list goes when all are done. */
@Component
class FirstSteps {

    /**
     * One step; its texts are {@code console.step.<name>}.
     *
     * @param right that doing it needs; without it the step is told but leads nowhere
     */
    record Step(String name, String href, String right, boolean done) {}

    private final JdbcClient jdbc;

    FirstSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty once everything is done. */
    List<Step> of(TenantId tenant) {
        var steps =
                List.of(
                        step("provider", "/providers", Permission.PROVIDERS_WRITE, hasProvider(tenant)),
                        step("agent", "/agents", Permission.AGENTS_WRITE, exists(tenant, "agent_grant")),
                        step("message", "/agents", Permission.MESSAGES_WRITE, exists(tenant, "message")),
                        step("key", "/keys", Permission.KEYS_WRITE, exists(tenant, "api_key")),
                        step("webhook", "/webhooks", Permission.WEBHOOKS_WRITE, exists(tenant, "webhook_endpoint")),
                        step("invite", "/users", Permission.USERS_WRITE, hasCompany(tenant)));
        return steps.stream().allMatch(Step::done) ? List.of() : steps;
    }

    private static Step step(String name, String href, Permission right, boolean done) {
        return new Step(name, href, right.wire(), done);
    }

    /** The model that is built in is everybody's from the beginning. */
    private boolean hasProvider(TenantId tenant) {
        return jdbc
                .sql(
                        """
                        SELECT 1 FROM connection_grant g
                        JOIN connection c
                            ON c.tenant_id = g.owner_tenant_id AND c.id = g.connection_id
                        WHERE g.tenant_id = ? AND c.provider <> 'DEMO' LIMIT 1
                        """)
                .param(bytes(tenant.value()))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Somebody beside the first one, or on the way. */
    private boolean hasCompany(TenantId tenant) {
        var members =
                jdbc.sql("SELECT 1 FROM membership WHERE tenant_id = ? LIMIT 2")
                        .param(bytes(tenant.value()))
                        .query(Integer.class)
                        .list();
        return members.size() > 1 || exists(tenant, "invitation");
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
