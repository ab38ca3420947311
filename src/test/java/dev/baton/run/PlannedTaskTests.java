package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;

/** Tasks in plain words are planned, priced, and carried out exactly as they were planned. */
@ServerTest
class PlannedTaskTests {

    private static final String TASK =
            "Write a short text about the moon, then translate it into Spanish and German.";

    @Autowired private MessageFixture fixture;

    @Autowired private JdbcTemplate jdbc;

    private Caller caller;
    private RunClient runs;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
    }

    @Test
    void showsWhatWouldBeDoneAndDoesNothing() {
        var plan = dryRun("{'task':'" + TASK + "'}");

        assertThat(plan.path("hash").asString()).hasSize(64);
        assertThat(plan.path("steps").size()).isGreaterThanOrEqualTo(3);
        assertThat(plan.path("cost").path("currency").asString()).isEqualTo("USD");
        assertThat(plan.at("/time/high_ms").asLong()).isPositive();
        assertThat(caller.client().get("/api/v1/runs").json().path("data")).isEmpty();
        assertThat(fixture.allUsage(caller.tenant())).isEmpty();
    }

    @Test
    void carriesOutExactlyThePlanThatWasShown() {
        var plan = dryRun("{'task':'" + TASK + "'}");

        var answer =
                runs.create("{'plan':'" + plan.path("hash").asString() + "'}", "Prefer", "wait=40");
        var run = answer.json();

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.path("graph_hash")).isEqualTo(plan.path("graph_hash"));
        assertThat(run.at("/estimate/plan")).isEqualTo(plan.path("hash"));
        assertThat(run.at("/estimate/cost")).isEqualTo(plan.path("cost"));
    }

    @Test
    void aRepeatNeedsThePlanNoMore() {
        var body = "{'plan':'" + dryRun("{'task':'" + TASK + "'}").path("hash").asString() + "'}";
        var first = runs.create(body, "Idempotency-Key", "once");
        jdbc.update("DELETE FROM plan WHERE tenant_id = ?", Ids.bytes(caller.tenant().value()));

        var again = runs.create(body, "Idempotency-Key", "once");

        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(again.status()).as(again.text()).isEqualTo(202);
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(runs.create(body).json().path("code").asString()).isEqualTo("plan_not_found");
    }

    @Test
    void plansAndCarriesOutAtOnce() {
        var id = runs.create("{'task':'" + TASK + "','strategy':'cost'}").json();

        var run = runs.awaitEnd(id.path("id").asString());

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.at("/estimate/source").asString()).isIn("rules", "template");
    }

    @Test
    void pricesSomebodysOwnGraph() {
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);

        var plan =
                dryRun(
                        """
                        {'graph':{'steps':[{'id':'a','kind':'agent','agent':'paid',
                          'messages':[{'role':'user','content':'hello'}]}]}}
                        """);

        assertThat(plan.path("source").asString()).isEqualTo("given");
        assertThat(plan.at("/cost/high").asString()).isEqualTo("1.00");
        assertThat(fixture.allUsage(caller.tenant())).isEmpty();
    }

    @Test
    void refusesWhatItCannotPlan() {
        assertThat(runs.create("{'task':' '}").json().path("code").asString())
                .isEqualTo("plan_text_invalid");
        assertThat(runs.create("{'plan':'" + "0".repeat(64) + "'}").json().path("code").asString())
                .isEqualTo("plan_not_found");
        assertThat(runs.create("{'task':'x','strategy':'luck'}").status()).isEqualTo(400);
        assertThat(runs.create("{'task':'x','graph':{}}").status()).isEqualTo(400);
    }

    private JsonNode dryRun(String task) {
        var answer = caller.client().post("/api/v1/tasks?dry_run=true", task);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}
