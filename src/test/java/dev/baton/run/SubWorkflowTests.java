package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** Steps begin runs of published workflows, once, and go on with what those came to. */
@ServerTest
class SubWorkflowTests {

    @Autowired private MessageFixture fixture;
    @Autowired private JdbcTemplate jdbc;

    private Peer peer;
    private Caller caller;
    private RunClient runs;

    @BeforeEach
    void somebody() {
        peer = new Peer();
        caller = fixture.caller();
        runs = new RunClient(caller.client());
    }

    @AfterEach
    void hangUp() {
        peer.close();
    }

    @Test
    void carriesOutAPublishedWorkflow() {
        runs.publish(
                "double", "{'steps':[{'id':'a','kind':'transform','value':'${input.n * 2}'}]}");

        var run = runs.create("{'workflow':'double','input':{'n':21}}", "Prefer", "wait=40").json();

        assertThat(run.path("output").asInt()).isEqualTo(42);
        assertThat(run.path("title").asString()).isEqualTo("double");
        assertThat(run.at("/workflow/version").asInt()).isEqualTo(1);
        assertThat(runs.create("{'workflow':'missing'}").status()).isEqualTo(404);
        assertThat(runs.create("{'workflow':'double','workflow_version':7}").status())
                .isEqualTo(404);
        assertThat(runs.create("{'workflow':'double','graph':{}}").status()).isEqualTo(400);
    }

    @Test
    void goesOnWithWhatTheOtherRunCameTo() {
        runs.publish(
                "double", "{'steps':[{'id':'a','kind':'transform','value':'${input.n * 2}'}]}");

        var run =
                runs.carryOut(
                        """
                        {'steps': [
                          {'id': 'sub', 'kind': 'workflow', 'workflow': 'double', 'input': {'n': 21}},
                          {'id': 'then', 'kind': 'transform', 'value': '${results.sub + 1}'}]}
                        """,
                        "{}");

        assertThat(run.path("output").asInt()).isEqualTo(43);
        var child =
                runs.get(
                        runs.step(run.path("id").asString(), "sub")
                                .at("/attempts/0/key")
                                .asString());
        assertThat(child.path("status").asString()).isEqualTo("completed");
        assertThat(child.at("/parent/id").asString()).isEqualTo(run.path("id").asString());
        assertThat(child.at("/parent/step").asString()).isEqualTo("sub");
    }

    @Test
    void theOtherRunsCostIsTheParentsAsWell() {
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        runs.publish(
                "ask",
                """
                {'steps':[{'id':'a','kind':'agent','agent':'paid',
                           'messages':[{'role':'user','content':'hello'}]}]}
                """);

        var run =
                runs.carryOut("{'steps':[{'id':'sub','kind':'workflow','workflow':'ask'}]}", "{}");
        var over =
                runs.carryOut(
                        "{'limits':{'cost':0.5},'steps':[{'id':'sub','kind':'workflow','workflow':'ask'}]}",
                        "{}");

        assertThat(run.at("/cost/amount").asString()).isEqualTo("1.00");
        assertThat(over.path("status").asString()).isEqualTo("failed");
        assertThat(over.at("/error/code").asString()).isEqualTo("cost_limit_reached");
        assertThat(over.at("/error/step").asString()).isEqualTo("sub");
    }

    @Test
    void runsThatAreBegunTogetherCostNoMoreThanTheOneThatBeganThem() {
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        runs.publish(
                "ask",
                """
                {'steps':[{'id':'a','kind':'agent','agent':'paid',
                           'messages':[{'role':'user','content':'hello'}]}]}
                """);

        var run =
                runs.carryOut(
                        """
                        {'limits':{'cost':1.5},'steps':[
                          {'id':'one','kind':'workflow','workflow':'ask','after':[]},
                          {'id':'two','kind':'workflow','workflow':'ask','after':[]}]}
                        """,
                        "{}");

        assertThat(run.at("/error/code").asString()).isEqualTo("cost_limit_reached");
        assertThat(run.at("/cost/amount").asString()).isEqualTo("1.00");
    }

    @Test
    void waitsWithoutBeingExecutedAndIsCancelledTogether() {
        runs.publish("wait", "{'steps':[{'id':'a','kind':'wait','signal':'go'}]}");
        var id = runs.begin("{'id':'sub','kind':'workflow','workflow':'wait'}", "{}");
        runs.awaitStatus(id, "waiting");
        var child = runs.step(id, "sub").at("/attempts/0/key").asString();
        runs.awaitStatus(child, "waiting");
        await().until(() -> owners().isEmpty());

        runs.command(id, "cancellation", "{}");

        assertThat(runs.awaitEnd(id).path("status").asString()).isEqualTo("cancelled");
        assertThat(runs.awaitEnd(child).path("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void aRunThatTakesTooLongIsCancelledAndBegunAgain() {
        runs.publish("wait", "{'steps':[{'id':'a','kind':'wait','signal':'go'}]}");

        var run =
                runs.carryOut(
                        """
                        {'steps':[{'id':'sub','kind':'workflow','workflow':'wait','timeout':'1s',
                                   'retry':{'retries':1,'backoff':'0s'}}]}
                        """,
                        "{}");

        assertThat(run.path("status").asString()).isEqualTo("failed");
        assertThat(run.at("/error/code").asString()).isEqualTo("timed_out");
        var step = runs.step(run.path("id").asString(), "sub");
        assertThat(step.path("max_retries").asInt()).isEqualTo(1);
        var children = keys(step);
        assertThat(children).hasSize(2).doesNotHaveDuplicates();
        for (var child : children) {
            assertThat(runs.awaitEnd(child).path("status").asString()).isEqualTo("cancelled");
        }
    }

    private static List<String> keys(JsonNode step) {
        return step.path("attempts").valueStream().map(it -> it.path("key").asString()).toList();
    }

    @Test
    void beginsAnotherRunWhereTheStepIsToBeTriedAgain() {
        peer.hold("/slow");
        runs.publish(
                "send",
                """
                {'steps':[{'id':'a','kind':'http','method':'POST','url':'%s/slow',
                           'timeout':'200ms','retry':{'retries':0}}]}
                """
                        .formatted(peer.url()));

        var once =
                runs.carryOut("{'steps':[{'id':'sub','kind':'workflow','workflow':'send'}]}", "{}");
        assertThat(once.at("/error/code").asString()).isEqualTo("timed_out");
        assertThat(keys(runs.step(once.path("id").asString(), "sub"))).hasSize(1);

        var id =
                runs.begin(
                        """
                        {'id':'sub','kind':'workflow','workflow':'send',
                         'retry':{'retries':9,'backoff':'300ms'}}
                        """,
                        "{}");
        await().until(() -> keys(runs.step(id, "sub")).size() > 1);
        peer.let("/slow");
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(keys(runs.step(id, "sub"))).doesNotHaveDuplicates();
    }

    private List<byte[]> owners() {
        return jdbc.queryForList(
                "SELECT owner FROM work_item WHERE tenant_id = ? AND owner IS NOT NULL",
                byte[].class,
                Ids.bytes(caller.tenant().value()));
    }

    @Test
    void aRunThatBeginsItselfComesToAnEnd() {
        runs.publish("self", "{'steps':[{'id':'sub','kind':'workflow','workflow':'self'}]}");

        var run = runs.create("{'workflow':'self'}", "Prefer", "wait=60").json();

        assertThat(run.path("status").asString()).isEqualTo("failed");
        assertThat(run.at("/error/code").asString()).isEqualTo("too_deep");
        assertThat(caller.client().get("/api/v1/runs?limit=100").json().path("data")).hasSize(11);
    }
}
