package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.identity.key.KeyFixture;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.EndpointSettings;
import dev.baton.webhook.PlainReceiver;
import dev.baton.webhook.WebhookDesk;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tables that are only appended to have no foreign keys, so here it is counted what refers to
 * nothing: after successes, failures, refusals and webhooks there is none.
 */
@Tag("database")
@ServerTest
class OrphanTests {

    private static final String NOWHERE = "http://127.0.0.1:59009";

    /** {@code child.column -> parent.column}, and of which rows it holds where not of all. */
    private static final List<String> REFERENCES =
            List.of(
                    "usage_record.id -> ledger_entry.call_id",
                    "usage_record.message_id -> message.id",
                    "usage_record.decision_id -> decision.id",
                    "usage_record.agent_id -> agent.id",
                    "usage_record.key_id -> api_key.id",
                    "ledger_entry.call_id -> usage_record.id",
                    "decision.subject -> message.id : agent_id IS NOT NULL",
                    "decision.agent_id -> agent.id",
                    "message.tenant_id -> tenant.tenant_id",
                    "message.id -> usage_record.message_id : status = 'COMPLETED'",
                    "message.decision_id -> decision.id",
                    "message.agent_id -> agent.id",
                    "message.key_id -> api_key.id",
                    "idempotency_key.message_id -> message.id",
                    "event.tenant_id -> tenant.tenant_id",
                    "event.subject -> message.id : type LIKE 'message.%'",
                    "event.subject -> run.id : type LIKE 'run.%'",
                    "run.tenant_id -> tenant.tenant_id",
                    "run.graph_hash -> run_graph.hash",
                    "run.key_id -> api_key.id",
                    "run.id -> run_journal.run_id",
                    "run_journal.run_id -> run.id",
                    "run_snapshot.run_id -> run.id",
                    "run_feedback.run_id -> run.id",
                    "run_key.run_id -> run.id",
                    "run_agent.run_id -> run.id",
                    "run_agent.agent_id -> agent.id",
                    "event.subject -> decision.id : type = 'tenant.limit_reached'",
                    "webhook_delivery.endpoint_id -> webhook_endpoint.id",
                    "webhook_delivery.event_id -> event.event_id",
                    "webhook_attempt.delivery_id -> webhook_delivery.id",
                    "webhook_attempt.endpoint_id -> webhook_endpoint.id");

    /** What does not add up otherwise. */
    private static final List<Count> SUMS =
            List.of(
                    new Count(
                            "reservations without a call under way",
                            "SELECT COUNT(*) FROM opened_call WHERE tenant_id = :tenant",
                            """
                            INSERT INTO opened_call
                            SELECT tenant_id, id, message_id, id, ended_at, '2026-01', 0, agent_id,
                                agent_name, NULL, NULL, NULL, model, entrance, trace_id
                            FROM usage_record WHERE tenant_id = :tenant
                            """),
                    new Count(
                            "leases of no instance",
                            """
                            SELECT COUNT(*) FROM budget_lease WHERE tenant_id = :tenant
                            AND instance_id NOT IN (SELECT id FROM instance)
                            """,
                            // Of several: work may have been done by the instance of another test.
                            """
                            UPDATE budget_lease SET instance_id = tenant_id
                            WHERE tenant_id = :tenant LIMIT 1
                            """),
                    new Count(
                            "calls that are settled twice or at another cost",
                            """
                            SELECT COUNT(*) FROM (
                                SELECT used.id FROM usage_record AS used JOIN ledger_entry AS entry
                                    ON entry.tenant_id = used.tenant_id AND entry.call_id = used.id
                                WHERE used.tenant_id = :tenant
                                GROUP BY used.id, used.cost_nanos
                                HAVING SUM(entry.amount_nanos) <> used.cost_nanos OR COUNT(*) > 1
                            ) AS apart
                            """,
                            "UPDATE usage_record SET cost_nanos = cost_nanos + 1 WHERE tenant_id ="
                                + " :tenant"),
                    new Count(
                            "months whose spending is not that of their calls",
                            """
                            SELECT (SELECT COALESCE(SUM(spent_nanos), 0)
                                    FROM budget_period WHERE tenant_id = :tenant)
                                 + (SELECT COALESCE(SUM(settled_nanos), 0)
                                    FROM budget_lease WHERE tenant_id = :tenant)
                                <> (SELECT COALESCE(SUM(cost_nanos), 0)
                                    FROM usage_record WHERE tenant_id = :tenant)
                            """,
                            "UPDATE budget_lease SET settled_nanos = settled_nanos + 1 WHERE"
                                + " tenant_id = :tenant"),
                    new Count(
                            "roll-ups that are not the sum of their calls",
                            """
                            SELECT COUNT(*) FROM (
                                SELECT agent_id FROM (
                                    SELECT agent_id, model, status, calls, tokens_in, tokens_out,
                                        cost_nanos, latency_us
                                    FROM usage_rollup WHERE tenant_id = :tenant
                                    UNION ALL
                                    SELECT agent_id, model, status, -1, -tokens_in, -tokens_out,
                                        -cost_nanos, -latency_us
                                    FROM usage_record WHERE tenant_id = :tenant
                                ) AS side
                                GROUP BY agent_id, model, status
                                HAVING SUM(calls) <> 0 OR SUM(tokens_in) <> 0
                                    OR SUM(tokens_out) <> 0 OR SUM(cost_nanos) <> 0
                                    OR SUM(latency_us) <> 0
                            ) AS apart
                            """,
                            "UPDATE usage_rollup SET calls = calls + 1 WHERE tenant_id = :tenant"));

    @RegisterExtension static final PlainReceiver RECEIVER = new PlainReceiver();

    @Autowired private MessageFixture fixture;
    @Autowired private WebhookDesk webhooks;
    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;

    private TenantId tenant;

    /**
     * What must be none.
     *
     * @param breaking makes some, so that the count is known to see them
     */
    private record Count(String name, String sql, String breaking) {

        static Count of(String reference) {
            var halves = reference.split(" : ");
            var parts = halves[0].split(" -> |\\.");
            var rows = halves.length > 1 ? halves[1] : "TRUE";
            var sql =
                    """
                    SELECT COUNT(*) FROM %1$s AS child WHERE tenant_id = :tenant AND %5$s
                    AND %2$s IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM %3$s AS parent
                        WHERE parent.tenant_id = child.tenant_id AND parent.%4$s = child.%2$s)
                    """
                            .formatted(parts[0], parts[1], parts[2], parts[3], rows);
            return new Count(
                    reference, sql, "DELETE FROM " + parts[2] + " WHERE tenant_id = :tenant");
        }
    }

    @BeforeEach
    void haveTraffic() {
        var caller = fixture.caller();
        tenant = caller.tenant();
        fixture.echo(tenant, "dear", 10_000_000);
        fixture.echo(tenant, "beyond", 10_000_000_000L);
        fixture.budget(tenant, 1_000_000_000);
        fixture.remote(tenant, "broken", NOWHERE, MessageFixture.HASTY);
        webhook(RECEIVER.url());
        webhook(NOWHERE + "/hook");

        succeed(caller);
        fail(caller);
        beRefused(caller);
        carryOut(caller);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(this::isQuiet);
    }

    @Test
    void nothingRefersToWhatIsNotThere() {
        assertThat(counts()).allSatisfy(it -> assertThat(number(it.sql())).as(it.name()).isZero());
    }

    @Test
    void whatIsTakenAwayIsMissed() {
        assertThat(counts())
                .allSatisfy(it -> assertThat(numberOnceBroken(it)).as(it.name()).isPositive());
    }

    private static Stream<Count> counts() {
        return Stream.concat(REFERENCES.stream().map(Count::of), SUMS.stream());
    }

    private void webhook(String url) {
        webhooks.create(
                tenant,
                new EndpointSettings(url, "", List.of("*"), List.of()),
                KeyFixture.owner(tenant));
    }

    private static void succeed(Caller caller) {
        var client = caller.client();
        assertThat(client.ask("{'agent':'assistant','input':'hello'}").status()).isEqualTo(200);
        assertThat(client.ask("{'agent':'dear','input':'hello','stream':true}").status())
                .isEqualTo(200);
        assertThat(
                        client.complete(
                                        "{'model':'assistant','messages':[{'role':'user','content':'x'}]}")
                                .status())
                .isEqualTo(200);
        for (var time = 0; time < 2; time++) {
            client.ask("{'agent':'echo','input':'once'}", "Idempotency-Key", "order-1");
        }
        assertThat(
                        client.ask("{'agent':'dear','input':'later'}", "Prefer", "respond-async")
                                .status())
                .isEqualTo(202);
    }

    private static void fail(Caller caller) {
        assertThat(caller.client().ask("{'agent':'broken','input':'hello'}").status())
                .isGreaterThanOrEqualTo(500);
    }

    /** One run whose step fails, is tried again and goes on without, and one begun twice. */
    private static void carryOut(Caller caller) {
        var task =
                """
                {'graph': {'steps': [
                  {'id': 'broken', 'kind': 'agent', 'agent': 'broken',
                   'messages': [{'role': 'user', 'content': 'hello'}],
                   'retry': {'retries': 1, 'backoff': '10ms'},
                   'on_failure': {'policy': 'continue'}},
                  {'id': 'dear', 'kind': 'agent', 'agent': 'dear',
                   'messages': [{'role': 'user', 'content': 'hello'}]}]}}
                """;
        var client = caller.client();
        for (var time = 0; time < 2; time++) {
            var run =
                    client.post(
                                    "/api/v1/tasks",
                                    task,
                                    "Prefer",
                                    "wait=40",
                                    "Idempotency-Key",
                                    "task-1")
                            .json();
            assertThat(run.path("status").asString()).isEqualTo("completed");
            var kept = "/api/v1/runs/" + run.path("id").asString() + "/snapshots";
            assertThat(client.post(kept, "").status()).isEqualTo(201);
            var rated = "/api/v1/runs/" + run.path("id").asString() + "/feedback";
            assertThat(client.send("PUT", rated, "{'rating':'up'}").status()).isEqualTo(200);
        }
    }

    private static void beRefused(Caller caller) {
        assertThat(caller.client().ask("{'capability':'alchemy','input':'x'}").status())
                .isEqualTo(409);
        assertThat(
                        caller.client()
                                .ask("{'agent':'assistant','input':'x','service_tier':'priority'}")
                                .status())
                .isEqualTo(422);
        assertThat(caller.client().ask("{'agent':'beyond','input':'hello'}").status())
                .isEqualTo(402);
    }

    /** Everything is answered, told and delivered, or has failed once. */
    private void isQuiet() {
        assertThat(
                        number(
                                "SELECT COUNT(*) FROM message WHERE tenant_id = :tenant AND"
                                    + " ended_at IS NULL"))
                .isZero();
        assertThat(number("SELECT COUNT(*) FROM event_outbox WHERE tenant_id = :tenant")).isZero();
        assertThat(
                        number(
                                """
                                SELECT COUNT(*) FROM event WHERE tenant_id = :tenant
                                AND type IN ('message.completed', 'message.failed', 'tenant.limit_reached')
                                AND (SELECT COUNT(*) FROM webhook_delivery AS delivery
                                     WHERE delivery.tenant_id = event.tenant_id
                                     AND delivery.event_id = event.event_id AND attempts > 0) = 2
                                """))
                .isGreaterThanOrEqualTo(3);
    }

    private long number(String sql) {
        return jdbc.sql(sql).param("tenant", Ids.bytes(tenant.value())).query(Long.class).single();
    }

    private long numberOnceBroken(Count count) {
        return transaction.execute(
                it -> {
                    it.setRollbackOnly();
                    jdbc.sql("SET FOREIGN_KEY_CHECKS = 0").update();
                    try {
                        jdbc.sql(count.breaking())
                                .param("tenant", Ids.bytes(tenant.value()))
                                .update();
                        return number(count.sql());
                    } finally {
                        jdbc.sql("SET FOREIGN_KEY_CHECKS = 1").update();
                    }
                });
    }
}
