package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.message.BatonClient.Answer;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.stream.IntStream;

/** Two runs beside each other: what differs comes first. */
@ServerTest
class ComparisonTests {

    private static final String GRAPH =
            """
            {'variables': {'seen': 0}, 'steps': [
              {'id': 'same', 'kind': 'transform', 'value': 'always'},
              {'id': 'ask', 'kind': 'agent', 'agent': 'paid',
               'messages': [{'role': 'user', 'content': 'about ${input.n}'}]},
              {'id': 'twice', 'kind': 'transform', 'value': {'n': '${input.n * 2}', 'of': 'two'},
               'assign': {'seen': {'set': '${result.n}'}}},
              {'id': 'large', 'kind': 'transform', 'when': 'input.n > 5', 'value': 'large'}],
             'output': {'n': '${results.twice.n}'}}
            """;

    @Autowired private MessageFixture fixture;

    private Caller caller;
    private RunClient runs;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        fixture.echo(caller.tenant(), "paid", 1_000_000_000);
        runs = new RunClient(caller.client());
    }

    @Test
    void putsWhatDiffersFirst() {
        var one = run("{'n':3}");
        var other = run("{'n':7}");

        var told = compare(other, "with=" + one).json();

        assertThat(told.at("/before/id").asString()).isEqualTo(one);
        assertThat(told.at("/after/id").asString()).isEqualTo(other);
        assertThat(told.at("/after/cost/amount").asString()).isEqualTo("1.00");
        assertThat(told.at("/input/listed").toString())
                .isEqualTo(
                        "[{\"pointer\":\"/n\",\"kind\":\"changed\",\"before\":3,\"after\":7,"
                                + "\"large\":false}]");
        assertThat(told.at("/variables/listed/0/pointer").asString()).isEqualTo("/seen");
        assertThat(told.at("/output/listed/0/after").asInt()).isEqualTo(14);
        assertThat(told.path("different_steps").asInt()).isEqualTo(3);
        assertThat(told.path("total_steps").asInt()).isEqualTo(4);
        assertThat(paths(told)).containsExactly("ask", "twice", "large", "same");
        var ask = told.at("/steps/0");
        assertThat(ask.at("/arguments/listed/0/pointer").asString())
                .isEqualTo("/messages/0/content");
        assertThat(ask.at("/before/cost/amount").asString()).isEqualTo("1.00");
        assertThat(told.at("/steps/1/result/listed").size()).isEqualTo(1);
        assertThat(told.at("/steps/2/before/status").asString()).isEqualTo("skipped");
        assertThat(told.at("/steps/2/after/status").asString()).isEqualTo("completed");
        assertThat(told.at("/steps/3/differs").asBoolean()).isFalse();
    }

    @Test
    void tellsManyStepsAPageAtATime() {
        var graph =
                """
                {'steps': [{'id': 'all', 'kind': 'map', 'over': 'input.numbers', 'as': 'n',
                  'concurrency': 1, 'steps': [
                    {'id': 'one', 'kind': 'transform', 'value': '${n}'}]}]}
                """;
        var numbers = IntStream.range(0, 600).boxed().toList();
        var one = runs.carryOut(graph, "{'numbers':" + numbers + "}").path("id").asString();
        var changed = numbers.toString().replace(" 555,", " 5550,");
        var other = runs.carryOut(graph, "{'numbers':" + changed + "}").path("id").asString();

        var first = compare(other, "limit=2&with=" + one).json();
        var last = compare(other, "limit=2&after=600&with=" + one).json();

        assertThat(first.path("different_steps").asInt()).isEqualTo(2);
        assertThat(first.path("total_steps").asInt()).isEqualTo(601);
        assertThat(paths(first)).containsExactlyInAnyOrder("all", "all/555/one");
        assertThat(first.path("next_cursor").asString()).isEqualTo("2");
        assertThat(paths(last)).containsExactly("all/599/one");
        assertThat(last.has("next_cursor")).isFalse();
    }

    @Test
    void isOfferedBesideTheRunThatItComesFrom() {
        var run = run("{'n':3}");
        var fork = from(run, "forks", "{'from_step':'twice','input':{'n':4}}");
        var again = from(run, "restart", "{}");
        var replay = from(run, "replays", "{}");

        assertThat(compare(fork, "").json().path("different_steps").asInt()).isEqualTo(1);
        assertThat(compare(fork, "").json().at("/before/id").asString()).isEqualTo(run);
        assertThat(compare(again, "").json().at("/before/id").asString()).isEqualTo(run);
        assertThat(compare(replay, "").json().path("different_steps").asInt()).isZero();
        assertThat(compare(replay, "").json().at("/after/cost/amount").asString())
                .isEqualTo("0.00");
        assertThat(runs.get(again).path("restarted_from").asString()).isEqualTo(run);
        assertThat(runs.get(again).has("forked_from")).isFalse();
    }

    @Test
    void saysWhatCannotBeCompared() {
        var run = run("{'n':3}");
        var foreign = new RunClient(fixture.caller().client());
        var theirs =
                foreign.carryOut("{'steps':[{'id':'a','kind':'transform','value':1}]}", "{}");

        assertThat(compare(run, "").json().path("code").asString()).isEqualTo("other_run_required");
        assertThat(compare(run, "with=" + Ids.next()).status()).isEqualTo(404);
        assertThat(compare(run, "with=" + theirs.path("id").asString()).status()).isEqualTo(404);
        assertThat(compare(run, "with=this").status()).isEqualTo(400);
    }

    private String run(String input) {
        return runs.carryOut(GRAPH, input).path("id").asString();
    }

    private String from(String run, String how, String body) {
        var begun = caller.client().post("/api/v1/runs/" + run + "/" + how, body);
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        return runs.awaitEnd(begun.json().path("id").asString()).path("id").asString();
    }

    private Answer compare(String run, String query) {
        return caller.client().get("/api/v1/runs/" + run + "/comparison?" + query);
    }

    private static List<String> paths(JsonNode told) {
        return told.path("steps").valueStream().map(step -> step.path("path").asString()).toList();
    }
}
