package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.message.BatonClient.Answer;
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

/** What a workflow would do is told, and nothing of it is done. */
@ServerTest
class SimulationApiTests {

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
    void tellsWhatWouldBeDoneAndDoesNothing() {
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        var id = create(graph());

        var played =
                simulate(
                        id,
                        "{'input':{'n':2},'outputs':{'ask':{'result':{'text':'yes'}},'pause':{'result':{'by':'mail'}}}}");

        assertThat(played.path("status").asString()).isEqualTo("completed");
        assertThat(played.path("output").asString()).isEqualTo("yes mail");
        assertThat(played.at("/asked/model_calls").asInt()).isEqualTo(1);
        assertThat(played.at("/asked/requests").asInt()).isEqualTo(1);
        assertThat(played.at("/asked/approvals").asInt()).isEqualTo(1);
        assertThat(played.path("steps").findValuesAsString("path"))
                .containsExactly("never", "ask", "send", "check", "pause", "tell");
        assertThat(played.at("/steps/0/skipped").asString()).isEqualTo("condition");
        assertThat(played.at("/steps/1/from").asString()).isEqualTo("given");
        assertThat(played.at("/steps/2/from").asString()).isEqualTo("sample");
        assertThat(played.at("/steps/2/arguments/url").asString())
                .isEqualTo(peer.url() + "/send?n=2");
        assertThat(played.at("/steps/2/attempts").asInt()).isEqualTo(1);

        assertThat(peer.count("/send")).isZero();
        assertThat(fixture.allUsage(caller.tenant())).isEmpty();
        for (var table : new String[] {"run", "approval", "message"}) {
            assertThat(rows(table)).as(table).isZero();
        }
    }

    @Test
    void playsTheDraftOrAVersionOrAnotherGraph() {
        var id = create("{'steps':[{'id':'a','kind':'transform','value':'first'}]}");
        caller.client().post("/api/v1/workflows/" + id + "/versions", "{}");
        put(id, "{'steps':[{'id':'a','kind':'transform','value':'second'}]}");

        assertThat(simulate(id, "{}").path("output").asString()).isEqualTo("second");
        assertThat(simulate(id, "{'version':1}").path("output").asString()).isEqualTo("first");
        assertThat(
                        simulate(
                                        id,
                                        "{'graph':{'steps':[{'id':'a','kind':'transform','value':'third'}]}}")
                                .path("output")
                                .asString())
                .isEqualTo("third");
        assertThat(answer(id, "{'version':9}").status()).isEqualTo(404);
        assertThat(field(answer(id, "{'version':1,'graph':{'steps':[]}}"))).isEqualTo("version");
    }

    @Test
    void takesWhatTheLastRunHasRecorded() {
        peer.says("/send", "{'total':42}".replace('\'', '"'));
        var graph =
                """
                {'input':{'type':'object','properties':{'n':{'type':'integer'}},'required':['n']},
                 'steps':[{'id':'send','kind':'http','url':'%s/send'}],
                 'output':'${results.send.body.total + input.n}'}
                """
                        .formatted(peer.url());
        var id = create(graph);
        caller.client().post("/api/v1/workflows/" + id + "/versions", "{}");
        var made = simulate(id, "{'outputs':{'send':{'result':{'body':{'total':1}}}}}");
        assertThat(made.path("input").path("n").asInt()).isZero();
        runs.create("{'workflow':'" + id + "','input':{'n':3}}", "Prefer", "wait=40");

        var played = simulate(id, "{}");

        assertThat(played.path("output").asInt()).isEqualTo(45);
        assertThat(played.at("/steps/0/from").asString()).isEqualTo("recorded");
        assertThat(peer.count("/send")).isEqualTo(1);
        assertThat(rows("run")).isEqualTo(1);
    }

    @Test
    void refusesWhatCannotBePlayedAndSaysWhere() {
        var id =
                create(
                        """
                        {'input':{'type':'object','required':['topic']},
                         'steps':[{'id':'send','kind':'http','url':'https://example.com/'}]}
                        """);
        var fits = "'input':{'topic':'x'},'outputs':";

        assertThat(answer(id, "{'input':{}}").json().path("code").asString())
                .isEqualTo("input_refused");
        assertThat(field(answer(id, "{" + fits + "{'gone':{'result':1}}}")))
                .isEqualTo("outputs.gone");
        assertThat(field(answer(id, "{" + fits + "{'undo:send':{'result':1}}}")))
                .isEqualTo("outputs.undo:send");
        assertThat(field(answer(id, "{" + fits + "{'send':{'error':{}}}}")))
                .isEqualTo("outputs.send.error.code");
        assertThat(field(answer(id, "{" + fits + "{'send':{'result':1,'error':{'code':'a'}}}}")))
                .isEqualTo("outputs.send");
        var tooLong = answer(id, "{'input':{'topic':'" + "x".repeat(1_048_576) + "'}}");
        assertThat(tooLong.status()).isBetween(400, 413);

        put(id, "{'steps':[{'id':'send','kind':'http'}]}");
        var refused = answer(id, "{}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("code").asString()).isEqualTo("graph_refused");
        assertThat(refused.text()).contains("/steps/0");

        put(
                id,
                "{'variables':{'n':1},'steps':[{'id':'one','kind':'transform','value':'${size(variables.n)}'}]}");
        var neverFits = answer(id, "{}");
        assertThat(neverFits.status()).isEqualTo(422);
        assertThat(neverFits.text()).contains("/steps/0/value: size is not for integer");
    }

    @Test
    void playsNoWorkflowOfAnotherTenant() {
        var foreign = create("{'steps':[{'id':'a','kind':'transform','value':1}]}");
        var stranger = fixture.caller().client();

        assertThat(stranger.post("/api/v1/workflows/" + foreign + "/simulations", "{}").status())
                .isEqualTo(404);
    }

    private String graph() {
        return """
        {'steps':[
          {'id':'never','kind':'http','when':'input.n > 2','url':'%s/never'},
          {'id':'ask','kind':'agent','agent':'paid','messages':[{'role':'user','content':'hello'}]},
          {'id':'send','kind':'http','method':'POST','url':'%s/send?n=${input.n}'},
          {'id':'check','kind':'approval','details':'x','approval':{'title':'Go on?','roles':['editor']}},
          {'id':'pause','kind':'wait','duration':'2h','signal':'paid'},
          {'id':'tell','kind':'transform','value':'${results.ask.text} ${results.pause.payload.by}'}]}
        """
                .formatted(peer.url(), peer.url());
    }

    private String create(String graph) {
        var answer =
                caller.client()
                        .post(
                                "/api/v1/workflows",
                                "{'name':'w-" + Ids.next() + "','graph':" + graph + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private void put(String id, String graph) {
        var answer = caller.client().send("PUT", "/api/v1/workflows/" + id + "/draft", graph);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private JsonNode simulate(String id, String body) {
        var answer = answer(id, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private Answer answer(String id, String body) {
        return caller.client().post("/api/v1/workflows/" + id + "/simulations", body);
    }

    private static String field(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.json().at("/errors/0/field").asString();
    }

    private int rows(String table) {
        var count =
                jdbc.queryForObject(
                        "SELECT COUNT(*) FROM " + table + " WHERE tenant_id = ?",
                        Integer.class,
                        Ids.bytes(caller.tenant().value()));
        return count == null ? 0 : count;
    }
}
