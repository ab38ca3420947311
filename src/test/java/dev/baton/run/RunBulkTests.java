package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.message.BatonClient.Answer;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import dev.baton.platform.Ids;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One thing is done to many runs, and the answer says of each what came of it. */
@ServerTest
class RunBulkTests {

    private static final String WAITING = "{'id':'ask','kind':'wait','signal':'go'}";
    private static final String BROKEN = "{'id':'a','kind':'transform','value':'${1 / 0}'}";
    private static final String DONE = "{'id':'a','kind':'transform','value':1}";

    @Autowired private MessageFixture fixture;

    private Caller caller;
    private RunClient runs;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        runs = new RunClient(caller.client());
    }

    @Test
    void goesOnAfterOneThatRefusesAndSaysWhichAndWhy() {
        var first = waiting();
        var ended = ended(DONE);
        var missing = Ids.next().toString();
        var foreign = new RunClient(fixture.caller().client()).begin(WAITING, "{}");
        var last = waiting();

        var answer =
                bulk(
                        "'action':'cancel','reason':'too many',"
                                + ids(first, ended, missing, foreign, last));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("done").asInt()).isEqualTo(2);
        assertThat(answer.json().path("refused").asInt()).isEqualTo(3);
        var results = answer.json().path("results");
        assertThat(results)
                .extracting(one -> one.path("id").asString())
                .containsExactly(first, ended, missing, foreign, last);
        assertThat(results)
                .extracting(one -> one.at("/error/code").asString(""))
                .containsExactly("", "run_ended", "run_not_found", "run_not_found", "");
        assertThat(runs.awaitEnd(first).at("/error/message").asString()).contains("too many");
        assertThat(runs.awaitEnd(last).path("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void pausesResumesAndChangesThePriority() {
        var one = waiting();
        var other = waiting();

        assertThat(bulk("'action':'pause'," + ids(one, other)).json().path("done").asInt())
                .isEqualTo(2);
        runs.awaitStatus(one, "paused");
        runs.awaitStatus(other, "paused");
        assertThat(bulk("'action':'resume'," + ids(one, other)).json().path("done").asInt())
                .isEqualTo(2);
        runs.awaitStatus(one, "waiting");
        assertThat(
                        bulk("'action':'priority','priority':'low'," + ids(one, one, other))
                                .json()
                                .path("results"))
                .hasSize(2);

        assertThat(runs.get(one).path("priority").asString()).isEqualTo("low");
        assertThat(runs.get(other).path("priority").asString()).isEqualTo("low");
    }

    @Test
    void beginsEachRunOnceUnderOneKey() {
        var one = ended(BROKEN);
        var other = ended(BROKEN);
        var open = waiting();

        var first = bulk("'action':'retry'," + ids(one, other, open), "Idempotency-Key", "k");
        var again = bulk("'action':'retry'," + ids(one, other, open), "Idempotency-Key", "k");
        var restarted = bulk("'action':'restart'," + ids(one), "Idempotency-Key", "k");
        var unkeyed = bulk("'action':'restart'," + ids(one));
        var newest = bulk("'action':'restart_newest'," + ids(one));

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(first.json().path("done").asInt()).isEqualTo(2);
        assertThat(first.json().at("/results/2/error/code").asString()).isEqualTo("run_open");
        assertThat(restarted.json().at("/results/0/error/code").asString())
                .isEqualTo("idempotency_key_reused");
        assertThat(newest.json().at("/results/0/error/code").asString())
                .isEqualTo("run_of_no_workflow");
        var begun = runs.get(first.json().at("/results/0/run").asString());
        assertThat(begun.at("/forked_from/id").asString()).isEqualTo(one);
        assertThat(unkeyed.json().at("/results/0/run").asString()).isNotIn(one, begun);
        assertThat(caller.client().get("/api/v1/runs?limit=200").json().path("data")).hasSize(6);
    }

    @Test
    void isDoneToAllThatAFilterLeavesWhenTheyAreAsManyAsExpected() {
        waiting();
        waiting();
        ended(DONE);
        var failed = runs.begin(BROKEN, "{'by':'Ada'}");
        runs.awaitEnd(failed);

        var wrong = bulk("'action':'pause','filter':{},'expect':4");
        var right = bulk("'action':'pause','filter':{},'expect':2");
        var retried = bulk("'action':'retry','filter':{'status':'failed','min_cost':0},'expect':1");
        var none = bulk("'action':'cancel','filter':{'correlation_id':'nobody'},'expect':0");
        caller.client().send("PUT", "/api/v1/runs/" + failed + "/feedback", "{'rating':'down'}");
        var bad = bulk("'action':'restart','filter':{'rating':'down','input':'ada'},'expect':1");

        assertThat(wrong.status()).isEqualTo(409);
        assertThat(wrong.json().path("code").asString()).isEqualTo("run_count_differs");
        assertThat(wrong.text()).contains("leaves 2 runs", "not the 4 expected");
        assertThat(right.json().path("done").asInt()).isEqualTo(2);
        assertThat(retried.json().at("/results/0/id").asString()).isEqualTo(failed);
        assertThat(none.json().path("results")).isEmpty();
        assertThat(bad.json().at("/results/0/id").asString()).isEqualTo(failed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'ids':['%1$s'] | action",
                "'action':'delete','ids':['%1$s'] | action",
                "'action':'cancel' | ids",
                "'action':'cancel','ids':[] | ids",
                "'action':'cancel','ids':[null] | ids",
                "'action':'cancel','ids':['nonsense'] | ids",
                "'action':'cancel','ids':['%1$s'],'filter':{} | ids",
                "'action':'cancel','filter':{} | expect",
                "'action':'cancel','filter':{},'expect':201 | expect",
                "'action':'cancel','filter':{},'expect':-1 | expect",
                "'action':'cancel','filter':{'status':'odd'},'expect':1 | filter.status",
                "'action':'cancel','filter':{'min_duration':'odd'},'expect':1 |"
                        + " filter.min_duration",
                "'action':'cancel','filter':{'rating':'good'},'expect':1 | filter.rating",
                "'action':'priority','ids':['%1$s'] | priority",
                "'action':'pause','priority':'high','ids':['%1$s'] | priority",
                "'action':'resume','reason':'so','ids':['%1$s'] | reason"
            },
            quoteCharacter = '`')
    void saysWhatIsWrongAndDoesNothing(String body, String field) {
        var id = waiting();

        var answer = bulk(body.formatted(id));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).contains(field);
        assertThat(runs.get(id).path("status").asString()).isEqualTo("waiting");
    }

    @Test
    void takesTwoHundredAtATime() {
        var most = IntStream.range(0, 200).mapToObj(_ -> Ids.next().toString()).toList();
        var more = Stream.concat(most.stream(), Stream.of(Ids.next().toString())).toList();

        assertThat(bulk("'action':'pause'," + ids(most)).json().path("refused").asInt())
                .isEqualTo(200);
        assertThat(bulk("'action':'pause'," + ids(more)).status()).isEqualTo(400);
        assertThat(
                        bulk("'action':'pause'," + ids(Collections.nCopies(300, most.getFirst())))
                                .json()
                                .path("results"))
                .hasSize(1);
    }

    private Answer bulk(String body, String... headers) {
        return caller.client().post("/api/v1/runs/bulk", "{" + body + "}", headers);
    }

    private static String ids(String... ids) {
        return ids(List.of(ids));
    }

    private static String ids(List<String> ids) {
        return ids.stream().collect(Collectors.joining("','", "'ids':['", "']"));
    }

    private String waiting() {
        var id = runs.begin(WAITING, "{}");
        runs.awaitStatus(id, "waiting");
        return id;
    }

    private String ended(String step) {
        var id = runs.begin(step, "{}");
        runs.awaitEnd(id);
        return id;
    }
}
