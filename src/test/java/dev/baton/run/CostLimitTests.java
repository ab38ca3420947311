package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.model.Timeouts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

/** What steps hold until they have ended is mostly more than they cost; others wait for it. */
@ServerTest
class CostLimitTests {

    private static final String MODEL = "/v1/chat/completions";

    @Autowired private MessageFixture fixture;

    private Peer peer;
    private Caller caller;
    private RunClient runs;

    /** Its answers may cost a little more than 0.001, and cost a hundredth of it. */
    @BeforeEach
    void somebody() {
        peer = new Peer();
        peer.says(
                MODEL,
                """
                {"id": "c", "object": "chat.completion", "created": 1, "model": "stub-model",
                 "choices": [{"index": 0, "finish_reason": "stop",
                              "message": {"role": "assistant", "content": "hello"}}],
                 "usage": {"prompt_tokens": 3, "completion_tokens": 5, "total_tokens": 8}}
                """);
        caller = fixture.caller();
        fixture.remote(caller.tenant(), "far", peer.url() + "/v1", Timeouts.DEFAULT);
        runs = new RunClient(caller.client());
    }

    @AfterEach
    void hangUp() {
        peer.close();
    }

    @Test
    void stepsWaitForWhatOthersHoldAndDoNotNeed() {
        peer.hold(MODEL);
        var id =
                limited(
                        "0.0025",
                        """
                        {'id':'all','kind':'map','over':'[1,2,3,4,5,6]','as':'n','concurrency':6,
                         'steps':[{'id':'ask','kind':'agent','agent':'far',
                                   'messages':[{'role':'user','content':'${n}'}]}]}
                        """);
        await().until(() -> waiting(id) == 4);
        assertThat(peer.count(MODEL)).isEqualTo(2);

        peer.let(MODEL);
        var run = runs.awaitEnd(id);

        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("completed");
        assertThat(peer.count(MODEL)).isEqualTo(6);
        assertThat(run.path("output")).hasSize(6);
    }

    private long waiting(String run) {
        return runs.steps(run)
                .valueStream()
                .filter(step -> step.path("status").asString().equals("retrying"))
                .filter(step -> step.at("/error/code").asString().equals("cost_reserved"))
                .count();
    }

    @Test
    void aStepWaitsForARunThatMayCostAllThatIsLeft() {
        runs.publish("wait", "{'steps':[{'id':'a','kind':'wait','signal':'go'}]}");
        var id =
                limited(
                        "0.0015",
                        """
                        {'id':'sub','kind':'workflow','workflow':'wait','after':[]},
                        {'id':'go','kind':'wait','signal':'ask','after':[]},
                        {'id':'ask','kind':'agent','agent':'far','after':['go'],
                         'messages':[{'role':'user','content':'hello'}]}
                        """);
        await().until(() -> runs.step(id, "sub").path("status").asString().equals("waiting"));
        runs.command(id, "signals", "{'name':'ask'}");
        await().until(() -> waiting(id) == 1);
        assertThat(peer.count(MODEL)).isZero();

        var child = runs.step(id, "sub").at("/attempts/0/key").asString();
        runs.command(child, "signals", "{'name':'go'}");

        var run = runs.awaitEnd(id);
        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("completed");
        assertThat(peer.count(MODEL)).isEqualTo(1);
    }

    @Test
    void aRunIsBegunOnceWhatItMayCostIsFree() {
        peer.hold(MODEL);
        runs.publish(
                "ask",
                """
                {'limits':{'cost':0.0012},
                 'steps':[{'id':'a','kind':'agent','agent':'far',
                           'messages':[{'role':'user','content':'hello'}]}]}
                """);
        var id =
                limited(
                        "0.0018",
                        """
                        {'id':'ask','kind':'agent','agent':'far','after':[],
                         'messages':[{'role':'user','content':'hello'}]},
                        {'id':'go','kind':'wait','signal':'go','after':[]},
                        {'id':'sub','kind':'workflow','workflow':'ask','after':['go']}
                        """);
        await().until(() -> peer.count(MODEL) == 1);
        runs.command(id, "signals", "{'name':'go'}");
        await().until(() -> waiting(id) == 1);

        peer.let(MODEL);

        var run = runs.awaitEnd(id);
        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("completed");
    }

    @Test
    void aStepFailsThatDoesNotFitThoughNobodyHoldsAnything() {
        var id =
                limited(
                        "0.0005",
                        """
                        {'id':'ask','kind':'agent','agent':'far',
                         'messages':[{'role':'user','content':'hello'}]}
                        """);

        assertThat(runs.awaitEnd(id).at("/error/code").asString()).isEqualTo("cost_limit_reached");
        assertThat(peer.count(MODEL)).isZero();
    }

    @Test
    void aStepChoosesAnAgentThatTheRunCanStillPay() {
        fixture.echo(caller.tenant(), "cheap", 6_000_000, "code");
        fixture.echo(caller.tenant(), "dear", 8_000_000, "code");
        caller.client().ask("{'agent':'cheap','input':'who was never asked is preferred'}");

        var cheaply =
                runs.awaitEnd(
                        limited(
                                "0.007",
                                """
                                {'id':'one','kind':'agent','capability':'code',
                                 'messages':[{'role':'user','content':'a'}]}
                                """));
        var never =
                runs.awaitEnd(
                        limited(
                                "0.005",
                                """
                                {'id':'one','kind':'agent','capability':'code',
                                 'messages':[{'role':'user','content':'a'}]}
                                """));
        var run =
                runs.awaitEnd(
                        limited(
                                "0.015",
                                """
                                {'id':'one','kind':'agent','capability':'code',
                                 'messages':[{'role':'user','content':'a'}]},
                                {'id':'two','kind':'agent','agent':'dear','after':['one'],
                                 'messages':[{'role':'user','content':'b'}]}
                                """));

        assertThat(run.at("/error/code").asString()).isEqualTo("cost_limit_reached");
        assertThat(agentOf(run)).isEqualTo("dear");
        assertThat(cheaply.path("status").asString()).isEqualTo("completed");
        assertThat(agentOf(cheaply)).isEqualTo("cheap");
        assertThat(never.at("/error/code").asString()).isEqualTo("cost_limit_reached");
    }

    private String agentOf(JsonNode run) {
        return runs.step(run.path("id").asString(), "one").at("/attempts/0/agent").asString();
    }

    private String limited(String cost, String steps) {
        var answer =
                runs.create("{'graph':{'limits':{'cost':" + cost + "},'steps':[" + steps + "]}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().path("id").asString();
    }
}
