package dev.baton.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What no value can make right is told before a run meets it; what might be is not. */
class GraphTypesTests {

    private static final String GRAPH =
            """
            {'input': {'type': 'object', 'properties': {
                'n': {'type': 'integer'}, 'price': {'type': 'number'}, 'on': {'type': 'boolean'},
                'text': {'type': ['string', 'null']}, 'names': {'type': 'array',
                  'items': {'type': 'string'}}, 'kind': {'enum': ['a', 'b']},
                'who': {'type': 'object', 'properties': {'age': {'type': 'integer'}},
                  'additionalProperties': false}, 'free': {'type': 'object',
                  'properties': {'x': {'type': 'string'}}}, 'other': {'$ref': '#/$defs/y'}}},
             'variables': {'sum': 0, 'log': [], 'author': 'assistant', 'any': 1},
             'steps': [
              {'id': 'ask', 'kind': 'agent', 'agent': 'assistant'},
              {'id': 'read', 'kind': 'agent', 'agent': 'assistant', 'schema': {'type': 'object',
                'properties': {'parts': {'type': 'array', 'items': {'type': 'object',
                'properties': {'n': {'type': 'integer'}}, 'additionalProperties': false}}}},
                'assign': {'any': {'set': '${result.text}'}, 'sum': {'add': 1}}},
              {'id': 'get', 'kind': 'http', 'url': 'https://example.com'},
              {'id': 'made', 'kind': 'transform',
                'value': {'a': 1, 'b': '${size(input.names)}', 'c': '${results.read.json}'}},
              {'id': 'maybe', 'kind': 'http', 'url': 'https://example.com',
                'on_failure': {'policy': 'continue', 'value': 'none'}},
              {'id': 'each', 'kind': 'map', 'over': 'results.read.json.parts', 'as': 'part',
                'steps': [{'id': 'one', 'kind': 'transform', 'value': '${part.n + index}'}],
                'output': '${results.one}'},
              {'id': 'again', 'kind': 'loop', 'until': 'output.good', 'steps': [
                {'id': 'round_one', 'kind': 'transform', 'value': '${last == null ? 0 : last.x}'}],
                'output': {'good': '${round > 1}'}},
              {'id': 'pause', 'kind': 'wait', 'signal': 'paid'},
              {'id': 'agree', 'kind': 'approval', 'details': {'n': '${input.n}'},
                'approval': {'title': 'Yes?', 'roles': ['editor']}},
              {'id': 'sub', 'kind': 'workflow', 'workflow': 'other'},
              {'id': 'last', 'kind': 'transform', 'when': '%s', 'value': 1}]}
            """;

    private static List<GraphFinding> check(String when) {
        // Quotes of the JSON are apostrophes, those of expressions stand on their heads.
        var json = GRAPH.replace('\'', '"').formatted(when).replace('`', '\'');
        return GraphReader.check(graph(json)).findings();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> graph(String json) {
        return (Map<String, Object>) GraphJson.parse(json, new Findings());
    }

    private static List<String> told(String when) {
        return check(when).stream().map(GraphFinding::message).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input.n + `x` == `1x`|+ is not for integer, string (letter 9 of the expression).",
                "input.n * 1.5 > 2.0|* is not for integer, number (letter 9 of the expression).",
                "`n: ` + input.n == ``|+ is not for string, integer (letter 7 of the expression).",
                "results.ask.txt == ``|results.ask has no member txt; it has text, agent, cost,"
                    + " message_id, model, tokens_in, tokens_out (letter 12 of the expression).",
                "results.ask.json.a|results.ask has no member json; it has agent, cost, message_id,"
                        + " model, text, tokens_in, tokens_out (letter 12 of the expression).",
                "results.ask[`txt`] == ``|results.ask has no member txt; it has text, agent, cost,"
                    + " message_id, model, tokens_in, tokens_out (letter 12 of the expression).",
                "input.who.agee > 1|input.who has no member agee; it has age (letter 10 of the"
                        + " expression).",
                "input.n.x == 1|input.n is of type integer, which has no member x (letter 8 of the"
                        + " expression).",
                "input.kind == 1|A value of type string is never the same as one of type integer"
                        + " (letter 12 of the expression).",
                "results.get.status == `200`|A value of type integer is never the same as"
                        + " one of type string (letter 20 of the expression).",
                "input.n|This expression must yield true or false.",
                "input.names.exists(each, each > 1)|> is not for string, integer (letter 31 of the"
                        + " expression).",
                "results.made.b.contains(`x`)|contains is not for integer, string (letter 24 of the"
                        + " expression).",
                "results.made.b + `x` == ``|+ is not for integer, string (letter 16 of the"
                        + " expression).",
                "results.made.c.parts[0].m == 1|results.made.c.parts[…] has no member m; it has n"
                        + " (letter 24 of the expression).",
                "results.each[0].contains(`x`)|contains is not for integer or null, string (letter"
                        + " 25 of the expression).",
                "results.again.output.bad|results.again.output has no member bad; it has good"
                        + " (letter 21 of the expression).",
                "results.agree.details.n.x|results.agree.details.n is of type integer, which has no"
                        + " member x (letter 24 of the expression).",
                "variables.sum + `x` == ``|+ is not for number, string (letter 15 of the"
                        + " expression).",
                "size(input.n) > 1|size is not for integer (letter 5 of the expression).",
                "!input.n|! is not for integer (letter 1 of the expression).",
                "1 in input.n|in is not for integer, integer (letter 3 of the expression).",
            })
    void tellsWhatCannotBe(String when, String told) {
        assertThat(told(when)).contains(told);
        assertThat(check(when)).allMatch(finding -> finding.pointer().equals("/steps/10/when"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Numbers of JSON are whole or not as they happen to be written.
                "input.price * 2 > 1",
                "input.price * 2.0 > 1.0",
                "input.n > 1.5 && input.n == 2.0",
                "double(input.n) * 1.5 > 1.0",
                // An open object may have anything.
                "input.free.y == 1 && input.unknown.x.y",
                "has(input.free.y) && input.free.y",
                "input.other.x + 1 == 2",
                "input['any'] == 3",
                // May be null, and may be asked for.
                "input.text != null && input.text.contains(`x`)",
                "results.ask == null || results.ask.text == `x`",
                "input.n == null",
                "has(results.ask.txt)",
                // Was set, or stands for a failure.
                "variables.any + 1 == 2",
                "results.maybe.contains(`none`)",
                "results.maybe.status == 200",
                // Nothing is known of these.
                "results.get.body.items.all(each, each.x > 1)",
                "results.sub.list[0].x + `x` == ``",
                "results.pause.payload.x == 1",
                "variables.log[0].x == 1",
                "run.anything == 1",
                // Of several kinds.
                "(input.on ? input.n : input.kind) == 1",
                "[1, `x`][0] == `x`",
                "{`a`: 1, input.kind: 2}.b == 1",
                "type(input.n) == int",
                "dyn(input.n) == `x`",
                "input.names.filter(each, each != ``).map(each, size(each)).all(n, n > 1)",
                "input.names.join(`, `) == results.ask.text",
                "input.names + [`x`] == []",
                "timestamp(run.created_at) + duration(`1h`) > timestamp(`2027-01-01T00:00:00Z`)",
                "string(input.n) + `x` == `1x`",
                "results.each.filter(each, each != null).size() > results.made.a",
                "results.again.rounds + 1 == 2 && results.again.output.good",
                "results.agree.by == `x` && results.agree.details.n > 1",
            })
    void tellsNothingThatMightBe(String when) {
        assertThat(told(when)).isEmpty();
    }

    @Test
    void tellsATypeAtTheMemberThatItStandsIn() {
        var findings =
                GraphReader.check(
                                graph(
                                        """
                                        {"input": {"properties": {"n": {"type": "integer"}}},
                                         "tools": {"find": {"description": "Finds", "parameters":
                                           {"properties": {"q": {"type": "string"}},
                                            "additionalProperties": false},
                                           "request": {"url": "https://a.example/${arguments.p}"}}},
                                         "steps": [{"id": "a", "kind": "http",
                                           "url": "https://a.example/${input.n + 'x'}",
                                           "headers": {"X-A": "${input.n.trim()}"},
                                           "assign": {}},
                                          {"id": "b", "kind": "map", "over": "input.n", "steps": [
                                           {"id": "c", "kind": "transform", "value": 1}]}],
                                         "output": {"x": ["${results.a.bodi}"]}}
                                        """))
                        .findings();

        assertThat(findings)
                .extracting(each -> each.pointer() + " " + each.code())
                .containsExactlyInAnyOrder(
                        "/tools/find/request/url unknown_field",
                        "/steps/0/url type_mismatch",
                        "/steps/0/headers/X-A type_mismatch",
                        "/steps/1/over wrong_type",
                        "/output/x/0 unknown_field");
    }

    /** What was published before is read as it was: a run that has begun must end. */
    @Test
    void readsWhatWasPublishedBeforeTypesWereLookedAt() {
        var graph =
                graph(
                        "{\"steps\": [{\"id\": \"a\", \"kind\": \"agent\"}],"
                                + " \"output\": \"${results.a.txt}\"}");

        assertThat(GraphReader.read(graph).isClean()).isTrue();
        assertThat(GraphReader.check(graph).isClean()).isFalse();
    }

    @Test
    void endsSoonWithTypesThatHoldEachOtherManyTimes() {
        var steps =
                new StringBuilder(
                        "{\"id\":\"s0\",\"after\":[],\"kind\":\"transform\",\"value\":{\"a\":1}}");
        for (var at = 1; at < 300; at++) {
            steps.append(
                    ",{\"id\":\"s%1$d\",\"kind\":\"transform\",\"value\":{\"a\":\"${results.s%2$d}\",\"b\":\"${results.s%2$d}\",\"c\":\"${[results.s%2$d, results.s%2$d]}\"}}"
                            .formatted(at, at - 1));
        }

        assertThat(GraphReader.check(graph("{\"steps\":[" + steps + "]}")).isClean()).isTrue();
    }

    @Test
    void endsWithResultsThatAreMadeOfOthersWrittenBelow() {
        var steps = new StringBuilder();
        for (var at = 999; at > 0; at--) {
            steps.append(
                    "{\"id\":\"s%1$d\",\"after\":[\"s%2$d\"],\"kind\":\"transform\",\"value\":{\"a\":[\"${[results.s%2$d]}\"]}},"
                            .formatted(at, at - 1));
        }

        assertThat(
                        GraphReader.check(
                                        graph(
                                                "{\"steps\":["
                                                        + steps
                                                        + "{\"id\":\"s0\",\"after\":[],\"kind\":\"transform\","
                                                        + "\"value\":1}]}"))
                                .findings())
                .isEmpty();
    }

    @Test
    void whatTheManualShowsIsRight() throws IOException {
        var manual = Files.readString(Path.of("docs/workflows.md"));
        var graph =
                Pattern.compile("## The graph\\s+```json\\n(.*?)```", Pattern.DOTALL)
                        .matcher(manual);
        assertThat(graph.find()).isTrue();
        assertThat(GraphReader.check(graph(graph.group(1))).findings()).isEmpty();

        var steps =
                Pattern.compile("```json\\n(\\{\"id\": .*?)```", Pattern.DOTALL)
                        .matcher(manual)
                        .results()
                        .map(each -> each.group(1))
                        .toList();
        assertThat(steps).hasSizeGreaterThan(8);
        assertThat(
                        GraphReader.check(
                                        graph(
                                                """
                                                {"tools": {"search": {"description": "Searches",
                                                  "request": {"url": "https://example.com"}}},
                                                 "steps": [
                                                  {"id": "draft", "kind": "agent"},
                                                  {"id": "left", "kind": "wait", "signal": "x"},
                                                  {"id": "right", "kind": "wait", "signal": "x"},
                                                  %s]}
                                                """
                                                        .formatted(String.join(", ", steps))))
                                .findings())
                .isEmpty();
    }
}
