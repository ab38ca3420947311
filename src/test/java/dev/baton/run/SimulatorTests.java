package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.platform.json.JsonValues;
import dev.baton.run.Sample.Origin;
import dev.baton.run.Simulation.Asked;
import dev.baton.run.Simulation.Played;
import dev.baton.run.Simulation.Stopped;
import dev.baton.run.engine.GraphIndex;
import dev.baton.workflow.Graph;
import dev.baton.workflow.GraphReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What becomes of a graph that is played; JSON in single quotes. */
class SimulatorTests {

    private static final String ROUTE =
            """
            {'steps':[
              {'id':'triage','kind':'agent','agent':'assistant',
               'messages':[{'role':'user','content':'About? ${input.message}'}],
               'schema':{'type':'object','properties':{'topic':{'enum':['billing','other']}},'required':['topic']}},
              {'id':'route','kind':'branch','cases':[
                {'when':'results.triage.json.topic == `billing`','to':['bill']}],'otherwise':['file']},
              {'id':'bill','kind':'http','after':['route'],'method':'POST','url':'https://example.com/bills'},
              {'id':'file','kind':'transform','after':['route'],'value':'filed'}]}
            """;

    @Test
    void takesTheWayThatTheSampleLeadsTo() {
        var played = play(ROUTE, "{'message':'hello'}");

        assertThat(statuses(played))
                .containsExactly(
                        Map.entry("triage", "completed"),
                        Map.entry("route", "completed"),
                        Map.entry("file", "skipped not_chosen"),
                        Map.entry("bill", "completed"));
        assertThat(played.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(played.asked()).isEqualTo(new Asked(1, 1, 0, 0));
        assertThat(step(played, "triage").origin()).isEqualTo(Origin.SAMPLE);
        assertThat(step(played, "triage").step().arguments())
                .isEqualTo(
                        value(
                                "{'agent':'assistant','messages':[{'role':'user','content':'About?"
                                        + " hello'}]}"));
        assertThat(step(played, "triage").step().result())
                .asString()
                .contains("json={topic=billing}", "text={\"topic\":\"billing\"}");
        assertThat(step(played, "bill").step().result())
                .isEqualTo(value("{'status':200,'headers':{},'body':{}}"));
    }

    @Test
    void takesAnotherWayWithWhatIsGiven() {
        var played =
                play(ROUTE, "{'message':'hello'}", "triage", gives("{'json':{'topic':'other'}}"));

        assertThat(statuses(played))
                .contains(Map.entry("bill", "skipped not_chosen"), Map.entry("file", "completed"));
        assertThat(played.output()).isEqualTo("filed");
        assertThat(step(played, "triage").origin()).isEqualTo(Origin.GIVEN);
        assertThat(played.asked().requests()).isZero();
    }

    @Test
    void anAnswerThatDoesNotFitFailsAsItWouldInARun() {
        var played = play(ROUTE, "{'message':'a'}", "triage", gives("{'json':{'topic':'love'}}"));

        assertThat(played.status()).isEqualTo(RunStatus.FAILED);
        assertThat(played.error()).extracting(StepError::code).isEqualTo("answer_invalid");
        assertThat(played.error()).extracting(StepError::step).isEqualTo("triage");
        assertThat(played.asked().modelCalls()).isEqualTo(4);
        assertThat(played.output()).isNull();
    }

    @Test
    void passesOverAStepWhoseConditionIsFalse() {
        var played =
                play(
                        """
                        {'steps':[
                          {'id':'ask','kind':'http','when':'input.n > 1','url':'https://example.com/'},
                          {'id':'then','kind':'transform','value':'${input.n}'}]}
                        """,
                        "{'n':1}");

        assertThat(statuses(played))
                .containsExactly(
                        Map.entry("ask", "skipped condition"), Map.entry("then", "completed"));
        assertThat(played.asked()).isEqualTo(new Asked(0, 0, 0, 0));
    }

    @Test
    void playsTheRoundsOfALoopUntilItsEnd() {
        var played =
                play(
                        """
                        {'steps':[{'id':'polish','kind':'loop','until':'output >= 2','max':5,'steps':[
                          {'id':'edit','kind':'agent','agent':'editor'}],
                          'output':'${round}'}]}
                        """,
                        "{}");

        assertThat(played.output()).isEqualTo(value("{'rounds':3,'output':2}"));
        assertThat(statuses(played))
                .containsKeys("polish/0/edit", "polish/1/edit", "polish/2/edit");
        assertThat(played.asked().modelCalls()).isEqualTo(3);
    }

    @Test
    void eachItemMayGiveSomethingElse() {
        var played =
                play(
                        """
                        {'steps':[{'id':'each','kind':'map','over':'input.items','as':'one','steps':[
                          {'id':'fetch','kind':'http','url':'https://example.com/${one}'}],
                          'output':'${results.fetch.body}','join':{'strategy':'list'}}]}
                        """,
                        "{'items':['a','b','c']}",
                        "fetch",
                        gives("{'body':'usual'}"),
                        "each/1/fetch",
                        gives("{'body':'special'}"));

        assertThat(played.output()).isEqualTo(List.of("usual", "special", "usual"));
        assertThat(played.asked().requests()).isEqualTo(3);
    }

    @Test
    void aFailureIsTriedAgainAndUndoesWhatWasDone() {
        var graph =
                """
                {'steps':[
                  {'id':'book','kind':'http','method':'POST','url':'https://example.com/',
                   'compensation':{'kind':'http','method':'DELETE','url':'https://example.com/${result.body.id}'}},
                  {'id':'pay','kind':'http','method':'POST','url':'https://example.com/pay',
                   'retry':{'retries':2,'backoff':'10s','factor':2,'max_backoff':'60s'}}]}
                """;

        var played =
                play(graph, "{}", "book", gives("{'body':{'id':'7'}}"), "pay", fails("http_503"));

        assertThat(played.status()).isEqualTo(RunStatus.FAILED);
        assertThat(played.error()).extracting(StepError::code).isEqualTo("http_503");
        assertThat(step(played, "pay").step().attempts()).hasSize(3);
        assertThat(played.took()).isEqualTo(Duration.ofSeconds(30));
        assertThat(step(played, "undo:book").step().status()).isEqualTo(StepStatus.COMPLETED);
        assertThat(step(played, "undo:book").step().arguments())
                .isEqualTo(value("{'method':'DELETE','url':'https://example.com/7'}"));
        var lasting =
                play(graph, "{}", "book", gives("{'body':{'id':'7'}}"), "pay", fails("http_400"));
        assertThat(step(lasting, "pay").step().attempts()).hasSize(1);
    }

    @Test
    void goesOnWithoutWhatFailsAndAsksTheOtherAgent() {
        var played =
                play(
                        """
                        {'steps':[
                          {'id':'a','kind':'agent','agent':'first','retry':{'retries':0},
                           'on_failure':{'policy':'other_agent','agent':'second'}},
                          {'id':'b','kind':'http','url':'https://example.com/',
                           'on_failure':{'policy':'continue','value':'${error.code}'}}]}
                        """,
                        "{}",
                        "a",
                        fails("provider_error"),
                        "b",
                        gives("{'status':404}"));

        assertThat(played.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(played.asked()).isEqualTo(new Asked(2, 1, 0, 0));
        assertThat(step(played, "a").step().result()).asString().contains("agent=second");
        assertThat(played.output()).isEqualTo("http_404");
        assertThat(played.missing()).containsExactly("b");
    }

    @Test
    void leapsOverWaits() {
        var graph =
                """
                {'steps':[{'id':'pause','kind':'wait','duration':'30d'},
                          {'id':'then','kind':'transform','value':'done'}],'limits':{'duration':'%s'}}
                """;

        var played = play(graph.formatted("60d"), "{}");
        assertThat(played.took()).isEqualTo(Duration.ofDays(30));
        assertThat(played.output()).isEqualTo("done");

        var late = play(graph.formatted("1d"), "{}");
        assertThat(late.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(late.took()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aSignalComesAtOnceOrNotAtAll() {
        var bounded = "{'steps':[{'id':'paid','kind':'wait','signal':'paid','duration':'2h'}]}";
        var forever = "{'steps':[{'id':'paid','kind':'wait','signal':'paid'}]}";

        assertThat(play(bounded, "{}", "paid", gives("{'amount':3}")).output())
                .isEqualTo(value("{'signal':'paid','payload':{'amount':3}}"));
        var none = play(bounded, "{}", "paid", fails("timed_out"));
        assertThat(none.output()).isEqualTo(value("{'timed_out':true}"));
        assertThat(none.took()).isEqualTo(Duration.ofHours(2));
        var late =
                play(
                        forever.replace("]}", "],'limits':{'duration':'1d'}}"),
                        "{}",
                        "paid",
                        fails("timed_out"));
        assertThat(late.status()).isEqualTo(RunStatus.TIMED_OUT);
        var stuck = play(forever, "{}", "paid", fails("timed_out"));
        assertThat(stuck.stopped()).isEqualTo(Stopped.WAITING);
        assertThat(stuck.status()).isEqualTo(RunStatus.WAITING);
    }

    @ParameterizedTest
    @CsvSource({"false, COMPLETED, 1", "true, FAILED, 0"})
    void peopleAgreeUnlessTheyAreSaidToRefuse(boolean refuse, RunStatus end, int requests) {
        var graph =
                """
                {'steps':[
                  {'id':'check','kind':'approval','details':'x','approval':{'title':'Publish?','roles':['editor']}},
                  {'id':'send','kind':'http','method':'POST','url':'https://example.com/',
                   'approval':{'title':'Send?','roles':['editor']}}]}
                """;

        var played =
                refuse
                        ? play(graph, "{}", "send", fails("approval_rejected"))
                        : play(graph, "{}", "check", gives("{'by':'Ana','comment':'good'}"));

        assertThat(played.status()).isEqualTo(end);
        assertThat(played.asked()).isEqualTo(new Asked(0, requests, 2, 0));
        if (!refuse) {
            assertThat(step(played, "check").step().result())
                    .isEqualTo(
                            value("{'approved':true,'by':'Ana','comment':'good','details':'x'}"));
        }
    }

    @Test
    void endsWhereARunWouldBeTooLong() {
        var graph =
                """
                {'steps':[{'id':'each','kind':'map','over':'input.items','as':'one','concurrency':1,'steps':[
                  {'id':'fetch','kind':'http','url':'https://example.com/${one}'}]}],'limits':{'steps':%d}}
                """;
        var input =
                "{'items':["
                        + IntStream.range(0, 3_000)
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(","))
                        + "]}";

        assertThat(play(graph.formatted(5), input).error())
                .extracting(StepError::code)
                .isEqualTo("too_many_steps");
        var tooLong = play(graph.formatted(100_000), input);
        assertThat(tooLong.stopped()).isEqualTo(Stopped.MOVES);
        assertThat(tooLong.asked().requests()).isEqualTo(Simulator.MOST_MOVES);
        assertThat(tooLong.output()).isNull();
    }

    @Test
    void endsWhenItTakesTooLongToPlay() {
        var clock = new long[1];
        var graph = graph(ROUTE);

        var played =
                new Simulator(
                                new GraphIndex(graph),
                                Samples.none(),
                                Map.of(),
                                Instant.EPOCH,
                                () -> clock[0] += Duration.ofSeconds(6).toNanos())
                        .play(Map.of("message", "hello"));

        assertThat(played.stopped()).isEqualTo(Stopped.TIME);
        assertThat(played.steps()).hasSize(1);
    }

    @Test
    void givesWhatARunHasRecorded() {
        var graph =
                graph(
                        """
                        {'steps':[{'id':'each','kind':'map','over':'input.items','as':'one','steps':[
                          {'id':'fetch','kind':'http','url':'https://example.com/${one}'}],
                          'output':'${results.fetch.body}'},
                          {'id':'ask','kind':'agent','agent':'a'}],'output':'${results.each}'}
                        """);
        var recorded =
                Samples.recorded(
                        graph,
                        List.of(
                                done("each/0/fetch", "http", "{'status':200,'body':'first'}"),
                                done("each/1/fetch", "http", "{'status':200,'body':'second'}"),
                                done("ask", "http", "{'status':200,'body':'it was a request'}")));

        var played = simulator(graph, recorded).play(Map.of("items", List.of("a", "b", "c")));

        assertThat(played.output()).isEqualTo(List.of("first", "second", "first"));
        assertThat(step(played, "each/1/fetch").origin()).isEqualTo(Origin.RECORDED);
        assertThat(step(played, "ask").origin()).isEqualTo(Origin.SAMPLE);
        assertThat(played.took()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatIsDueFirstHappensFirst() {
        var graph =
                graph(
                        """
                        {'steps':[{'id':'slow','kind':'http','url':'https://example.com/'},
                                  {'id':'pause','kind':'wait','after':[],'duration':'1s'}]}
                        """);
        var recorded = Samples.recorded(graph, List.of(done("slow", "http", "{'status':200}")));

        var played = simulator(graph, recorded).play(Map.of());

        assertThat(step(played, "pause").step().took()).isEqualTo(Duration.ofSeconds(1));
        assertThat(step(played, "slow").step().took()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'type':'string'}|'text'",
                "{'type':'string','minLength':6}|'textxx'",
                "{'type':'string','format':'email'}|'ana@example.org'",
                "{'type':'integer','minimum':3}|3",
                "{'enum':['a','b']}|'a'",
                "{'type':'object','properties':{'a':{'type':'boolean'},'b':{'default':7}}}|{'a':true,'b':7}",
                "{'type':'array','minItems':2,'items':{'const':1}}|[1,1]",
                "{'type':['null','string'],'examples':['x']}|'x'",
                "{'$ref':'#/$defs/n','$defs':{'n':{'type':'integer'}}}|0",
                "{'anyOf':[{'const':'one'},{'const':'two'}]}|'one'"
            })
    void makesUpWhatASchemaDescribes(String schema, String sample) {
        assertThat(SchemaSample.of((Map<?, ?>) value(schema))).isEqualTo(value(sample));
    }

    @Test
    void aSchemaThatHoldsItselfHasASampleToo() {
        assertThat(
                        SchemaSample.of(
                                (Map<?, ?>)
                                        value(
                                                "{'type':'object','properties':{'more':{'$ref':'#'}}}")))
                .asString()
                .startsWith("{more={more=");
    }

    private static StepRecord done(String path, String kind, String result) {
        return new StepRecord(
                path,
                path,
                kind,
                StepStatus.COMPLETED,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(2),
                null,
                value(result),
                null,
                false,
                null,
                null,
                null,
                null,
                new UUID(0, 0),
                0,
                List.of());
    }

    private static Simulation play(String graph, String input, Object... given) {
        var samples = new HashMap<String, Sample>();
        for (var at = 0; at < given.length; at += 2) {
            samples.put((String) given[at], (Sample) given[at + 1]);
        }
        return simulator(graph(graph), Samples.none().with(samples)).play(object(input));
    }

    private static Simulator simulator(Graph graph, Samples samples) {
        return new Simulator(
                new GraphIndex(graph), samples, Map.of("id", "r"), Instant.EPOCH, () -> 0);
    }

    private static Graph graph(String json) {
        return GraphReader.read(json.replace('\'', '"').replace('`', '\'')).orRefuse();
    }

    private static Map<String, Object> object(String json) {
        return JsonValues.object(json.replace('\'', '"'));
    }

    private static Object value(String json) {
        return JsonValues.value(json.replace('\'', '"'));
    }

    private static Sample gives(String json) {
        return Sample.given(value(json));
    }

    private static Sample fails(String code) {
        return Sample.failing(new StepError(code, "It fails."));
    }

    private static Played step(Simulation played, String path) {
        return played.steps().stream()
                .filter(step -> step.step().path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> statuses(Simulation played) {
        var statuses = new LinkedHashMap<String, String>();
        for (var each : played.steps()) {
            var step = each.step();
            statuses.put(
                    step.path(),
                    step.status().wire() + (step.skipped() == null ? "" : " " + step.skipped()));
        }
        return statuses;
    }
}
