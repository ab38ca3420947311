package dev.baton.model.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.baton.model.Answer;
import dev.baton.model.AnswerChunk;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.InvalidField;
import dev.baton.model.ModelFixtures;
import dev.baton.model.Tokens;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

class DemoModelTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static final String WEATHER =
            """
            'tools':[{'type':'function','function':{'name':'get_time','parameters':{'type':'object'}}},
            {'type':'function','function':{'name':'get_weather','parameters':{'type':'object',
            'properties':{'city':{'type':'string'}},'required':['city']}}}]
            """;

    @Test
    void saysWhatItReadAndWhatItIs() throws CallFailed {
        var body =
                ModelFixtures.body(
                        """
                        {'messages':[{'role':'system','content':'Be brief.'},
                        {'role':'user','content':'hello'}]}
                        """);

        var text = content(answer(body));

        assertThat(text).contains("hello", "Be brief.", "demo model built into Baton");
    }

    @Test
    void saysTheSameEveryTimeAndInBothWays() throws CallFailed {
        var body = ModelFixtures.asking("hello");

        var said = content(answer(body));
        var streamed = streamed(stream(body));

        assertThat(content(answer(body))).isEqualTo(said);
        assertThat(text(streamed)).isEqualTo(said);
        assertThat(streamed.getLast().ends()).isTrue();
        assertThat(streamed.subList(0, streamed.size() - 1)).noneMatch(AnswerChunk::ends);
        assertThat(streamed).hasSizeGreaterThan(20);
    }

    @Test
    void reportsRealUsage() throws CallFailed {
        var body = ModelFixtures.asking("hello");
        body.putObject("stream_options").put("include_usage", true);

        var answer = answer(body);
        var stream = stream(body);
        var chunks = streamed(stream);

        assertThat(answer.usage().input()).isEqualTo(Tokens.ofRequest(body));
        assertThat(answer.usage().output()).isEqualTo(Tokens.split(content(answer)).size());
        assertThat(answer.usage().estimated()).isFalse();
        assertThat(stream.usage()).isEqualTo(answer.usage());
        assertThat(json(chunks.getLast()).path("usage"))
                .hasToString(answer.body().path("usage").toString());
    }

    @Test
    void callsTheToolThatTheQuestionIsAbout() throws CallFailed {
        var body =
                ModelFixtures.body(
                        """
                        {'messages':[{'role':'user','content':'What weather has Bangkok?'}],%s}
                        """
                                .formatted(WEATHER));

        var choice = answer(body).body().path("choices").get(0);

        var call = choice.path("message").path("tool_calls").get(0);
        assertThat(choice.path("finish_reason").asString()).isEqualTo("tool_calls");
        assertThat(call.path("function").path("name").asString()).isEqualTo("get_weather");
        assertThat(call.path("function").path("arguments").asString())
                .isEqualTo("{\"city\":\"Bangkok\"}");
        assertThat(call.path("id").asString()).isNotEmpty();
    }

    @Test
    void streamsAToolCallInPiecesThatMakeTheSameCall() throws CallFailed {
        var body =
                ModelFixtures.body(
                        """
                        {'messages':[{'role':'user','content':'What weather has Bangkok?'}],%s}
                        """
                                .formatted(WEATHER));

        var arguments = new StringBuilder();
        for (var chunk : streamed(stream(body))) {
            arguments.append(
                    json(chunk)
                            .at("/choices/0/delta/tool_calls/0/function/arguments")
                            .asString(""));
        }

        assertThat(arguments.toString()).isEqualTo("{\"city\":\"Bangkok\"}");
    }

    @Test
    void answersFromTheResultOfATool() throws CallFailed {
        var body =
                ModelFixtures.body(
                        """
                        {'messages':[{'role':'user','content':'What weather has Bangkok?'},
                        {'role':'assistant','tool_calls':[{'id':'c1','type':'function',
                        'function':{'name':'get_weather','arguments':'{}'}}]},
                        {'role':'tool','tool_call_id':'c1','content':'31 degrees'}],%s}
                        """
                                .formatted(WEATHER));

        assertThat(content(answer(body))).contains("get_weather answered: 31 degrees");
    }

    @Test
    void callsNoToolWhenItMayNotAndTheOneItMust() throws CallFailed {
        var none =
                ModelFixtures.body(
                        "{'messages':[{'role':'user','content':'weather'}],'tool_choice':'none',%s}"
                                .formatted(WEATHER));
        var named =
                ModelFixtures.body(
                        """
                        {'messages':[{'role':'user','content':'weather'}],'tool_choice':
                        {'type':'function','function':{'name':'get_time'}},%s}
                        """
                                .formatted(WEATHER));

        assertThat(content(answer(none))).contains("weather");
        assertThat(
                        answer(named)
                                .body()
                                .at("/choices/0/message/tool_calls/0/function/name")
                                .asString())
                .isEqualTo("get_time");
    }

    @Test
    void fillsARequestedSchema() throws CallFailed {
        var body =
                ModelFixtures.body(
                        """
                        {'messages':[{'role':'user','content':'Is Bangkok big?'}],
                        'response_format':{'type':'json_schema','json_schema':{'name':'a','schema':
                        {'type':'object','properties':{'big':{'type':'boolean'}},'required':['big'],
                        'additionalProperties':false}}}}
                        """);

        assertThat(content(answer(body))).isEqualTo("{\"big\":true}");
    }

    @Test
    void answersInJsonWhenAskedTo() throws CallFailed {
        var body = ModelFixtures.asking("hello");
        body.putObject("response_format").put("type", "json_object");

        var json = ModelFixtures.JSON.readTree(content(answer(body)));

        assertThat(json.path("question").asString()).isEqualTo("hello");
    }

    @Test
    void stopsAtTheCallersMaximum() throws CallFailed {
        var answer = answer(ModelFixtures.asking("hello").put("max_completion_tokens", 5));

        assertThat(answer.usage().output()).isEqualTo(5);
        assertThat(answer.body().at("/choices/0/finish_reason").asString()).isEqualTo("length");
        assertThat(Tokens.split(content(answer))).hasSize(5);
    }

    @Test
    void stopsBeforeTheCallersWord() throws CallFailed {
        var answer = answer(ModelFixtures.asking("hello").put("stop", "hello"));

        assertThat(content(answer)).endsWith("You wrote: “");
        assertThat(answer.body().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    }

    @Test
    void givesAsManyChoicesAsAsked() throws CallFailed {
        var body = ModelFixtures.asking("hello").put("n", 3);

        var chunks = streamed(stream(body));

        assertThat(answer(body).body().path("choices")).hasSize(3);
        assertThat(chunks.stream().filter(AnswerChunk::ends)).hasSize(1);
    }

    @Test
    void refusesWhatCannotBe() {
        for (var body :
                List.of(
                        ModelFixtures.asking("x").put("max_tokens", 0),
                        ModelFixtures.asking("x").put("max_tokens", "many"),
                        ModelFixtures.asking("x").put("n", 0),
                        ModelFixtures.asking("x").put("n", 1_000))) {
            assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> call(body));
        }
    }

    @Test
    void endsWhenItIsCancelledOrLate() throws CallFailed {
        var cancelled = call(ModelFixtures.asking("x"));
        cancelled.cancel();
        var late =
                new DemoCall(
                        ModelFixtures.call(ModelFixtures.asking("x"), Duration.ofSeconds(-1)),
                        Clock.systemUTC(),
                        Duration.ZERO);
        var stream = stream(ModelFixtures.asking("x"));
        stream.next();
        stream.next();
        stream.cancel();

        assertFails(cancelled::answer, Reason.CANCELLED);
        assertFails(late::answer, Reason.TIMEOUT);
        assertFails(late::stream, Reason.TIMEOUT);
        assertFails(stream::next, Reason.CANCELLED);
        assertThat(stream.usage().output()).isEqualTo(1);
    }

    @Test
    void looksAtTheDeadlineWhileItWorks() {
        var body = schema("{'type':'array','minItems':100,'items':{'type':'integer'}}");
        var slow =
                new DemoCall(
                        ModelFixtures.call(body.put("max_tokens", 1), Duration.ofSeconds(30)),
                        new TickingClock(),
                        Duration.ZERO);

        assertFails(slow::answer, Reason.TIMEOUT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("overlarge")
    void refusesWhatIsTooMuchForOneCall(String name, ObjectNode body) {
        assertRefusesSoon(call(body)::answer);
        assertRefusesSoon(call(body)::stream);
    }

    static Stream<Arguments> overlarge() {
        return Stream.of(
                Arguments.of(
                        "long texts in many choices",
                        schema("{'type':'string','minLength':20000}").put("n", 128)),
                Arguments.of(
                        "long texts in a list",
                        schema(
                                "{'type':'array','minItems':1000,'items':"
                                        + "{'type':'string','minLength':20000}}")),
                Arguments.of(
                        "endless schemas that branch",
                        schema("{'allOf':[{'$ref':'#'},{'$ref':'#'}]}")),
                Arguments.of("a large constant, again and again", largeConstant()),
                Arguments.of("a choice among very many", manyChoices()),
                Arguments.of("patterns that must be walked often", longPattern()),
                Arguments.of("results of a tool with a long name", longToolName()),
                Arguments.of("very many stops", manyStops()));
    }

    @Test
    void readsTheResultsOfManyToolCallsInNoTime() throws CallFailed {
        var body = ModelFixtures.asking("x");
        var messages = (ArrayNode) body.path("messages");
        for (var count = 0; count < 20_000; count++) {
            addResult(messages, "c" + count, "t");
        }
        messages.addObject().put("role", "user").put("content", "Thank you.");

        var answer = assertTimeoutPreemptively(SOON, () -> answer(body));

        assertThat(content(answer)).contains("Thank you.");
    }

    private static ObjectNode schema(String schema) {
        return schema(ModelFixtures.exactBody(schema));
    }

    private static ObjectNode schema(ObjectNode schema) {
        var body = ModelFixtures.asking("x".repeat(4_000));
        body.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .set("schema", schema);
        return body;
    }

    /** A list of many values that all follow the one rule. */
    private static ObjectNode listOf(ObjectNode rule) {
        var list = ModelFixtures.body("{'type':'array','minItems':1999}");
        list.putObject("$defs").set("a", rule);
        list.putObject("items").put("$ref", "#/$defs/a");
        return schema(list);
    }

    private static ObjectNode largeConstant() {
        return listOf(ModelFixtures.body("{}").put("const", "x".repeat(100_000)));
    }

    private static ObjectNode manyChoices() {
        var rule = ModelFixtures.body("{}");
        var choices = rule.putArray("enum");
        for (var count = 0; count < 50_000; count++) {
            choices.add("choice " + count);
        }
        return listOf(rule);
    }

    private static ObjectNode longPattern() {
        return listOf(
                ModelFixtures.body("{'type':'string','minLength':10000}")
                        .put("pattern", "a?" + "[^b]{0}".repeat(140) + "c*"));
    }

    private static ObjectNode longToolName() {
        var body = ModelFixtures.asking("x");
        for (var count = 0; count < 20; count++) {
            addResult((ArrayNode) body.path("messages"), "c" + count, "t".repeat(50_000));
        }
        return body;
    }

    private static ObjectNode manyStops() {
        var body = ModelFixtures.asking("x");
        var stops = body.putArray("stop");
        for (var count = 0; count < 50_000; count++) {
            stops.add("y".repeat(50));
        }
        return body.put("n", 128);
    }

    private static void addResult(ArrayNode messages, String id, String tool) {
        messages.addObject()
                .put("role", "assistant")
                .putArray("tool_calls")
                .addObject()
                .put("id", id)
                .putObject("function")
                .put("name", tool);
        messages.addObject().put("role", "tool").put("tool_call_id", id).put("content", "1");
    }

    private static void assertRefusesSoon(Calling calling) {
        assertTimeoutPreemptively(SOON, () -> assertFails(calling, Reason.REQUEST_REFUSED));
    }

    /** A second passes whenever somebody looks. */
    private static final class TickingClock extends Clock {

        private Instant now = Instant.now();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            now = now.plusSeconds(1);
            return now;
        }
    }

    private interface Calling {
        Object call() throws CallFailed;
    }

    private static void assertFails(Calling calling, Reason reason) {
        assertThatExceptionOfType(CallFailed.class)
                .isThrownBy(calling::call)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Answer answer(ObjectNode body) throws CallFailed {
        return call(body).answer();
    }

    private static AnswerStream stream(ObjectNode body) throws CallFailed {
        return call(body).stream();
    }

    private static DemoCall call(ObjectNode body) {
        return new DemoCall(ModelFixtures.call(body), Clock.systemUTC(), Duration.ZERO);
    }

    private static String content(Answer answer) {
        return answer.body().at("/choices/0/message/content").asString("");
    }

    private static List<AnswerChunk> streamed(AnswerStream stream) throws CallFailed {
        var chunks = new ArrayList<AnswerChunk>();
        for (var chunk = stream.next(); chunk != null; chunk = stream.next()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    private static String text(List<AnswerChunk> chunks) {
        var text = new StringBuilder();
        chunks.forEach(
                chunk -> text.append(json(chunk).at("/choices/0/delta/content").asString("")));
        return text.toString();
    }

    private static JsonNode json(AnswerChunk chunk) {
        return ModelFixtures.JSON.readTree(chunk.json());
    }
}
