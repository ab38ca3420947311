package dev.baton.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.baton.platform.problem.FieldProblem;
import dev.baton.workflow.RetryPolicy.Failure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class GraphReaderTests {

    /** Many times what any reading takes on a machine that is busy. */
    private static final Duration ENDLESS = Duration.ofMinutes(1);

    static final String EVERY_KIND =
            """
            {'tools': {'find': {'description': 'Finds', 'parameters':
                {'type': 'object'}, 'request':
                {'url': 'https://example.com/?q=${arguments.q}'}}},
             'steps': [
              {'id': 'get', 'kind': 'http', 'method': 'POST',
               'url': 'https://example.com/', 'headers': {'X-A': 'b'},
               'body': {'a': 1}},
              {'id': 'use', 'kind': 'tool', 'tool': 'find',
               'arguments': {'q': '${results.get.body}'}},
              {'id': 'sub', 'kind': 'workflow', 'workflow': 'other', 'version': 2,
               'input': {'a': 1}},
              {'id': 'pick', 'kind': 'branch', 'cases':
                [{'when': 'results.sub.ok', 'to': ['each']}], 'otherwise': ['again']},
              {'id': 'each', 'kind': 'map', 'after': ['pick'], 'over': 'results.sub.list',
               'as': 'one', 'concurrency': 2, 'tolerate_failures': 1,
               'steps': [{'id': 'take', 'kind': 'transform', 'value': '${one}${index}'}],
               'output': '${results.take}',
               'join': {'strategy': 'by_key', 'key': 'value + string(index) + one'}},
              {'id': 'again', 'kind': 'loop', 'after': ['pick'], 'while': 'round < 3',
               'until': 'output == 2', 'max': 5, 'output': '${results.count}',
               'steps': [{'id': 'count', 'kind': 'transform',
                 'value': '${last == null ? 0 : round}'}]},
              {'id': 'both', 'kind': 'join', 'after': ['each', 'again'],
               'merge': {'strategy': 'reduce', 'value': '${values[0]}'}},
              {'id': 'pause', 'kind': 'wait', 'duration': '5m', 'signal': 'go'},
              {'id': 'agree', 'kind': 'approval', 'details': '${results.both}',
               'approval': {'title': 'Do it', 'roles': ['editor', 'operator'], 'risk': 'low',
                 'amount': 'size(arguments)', 'unit': 'parts', 'up_to': {'operator': 3}}}]}
            """;

    /** Apostrophes for quotes: the JSON of a graph in one line. */
    private static GraphReading read(String json) {
        return GraphReader.read(json.replace('\'', '"'));
    }

    private static GraphReading steps(String... steps) {
        return read("{'steps': [" + String.join(", ", steps) + "]}");
    }

    private static String transform(String id, String more) {
        return "{'id': '%s', 'kind': 'transform', 'value': 1%s}".formatted(id, more);
    }

    /** It may take its time, but not grow out of bounds. */
    private static <T> T inTheEnd(ThrowingSupplier<T> reading) {
        return assertTimeoutPreemptively(ENDLESS, reading);
    }

    private static List<String> found(GraphReading reading) {
        return reading.findings().stream().map(each -> each.pointer() + " " + each.code()).toList();
    }

    @Test
    void readsStepsThatFollowEachOtherUnlessTheySayOtherwise() {
        var graph =
                steps(transform("a", ""), transform("b", ""), transform("c", ", 'after': []"))
                        .orRefuse();

        assertThat(graph.scope().steps()).extracting(Step::id).containsExactly("a", "b", "c");
        assertThat(graph.scope().steps())
                .extracting(Step::after)
                .containsExactly(List.of(), List.of("a"), List.of());
        assertThat(graph.scope().steps().getFirst().title()).isEqualTo("a");
    }

    @Test
    void readsAnAgentStepWithAllThatItMaySay() {
        var graph =
                read("""
                {'input': {'type': 'object', 'properties': {'q': {'type': 'string'}}},
                 'variables': {'log': []},
                 'steps': [{'id': 'ask', 'title': 'Ask', 'kind': 'agent',
                   'agent': 'assistant', 'capability': 'chat',
                   'messages': [{'role': 'user', 'content': '${input.q}'}],
                   'variables': {'tone': 'dry'}, 'schema': {'type': 'object'},
                   'max_output_tokens': 100, 'when': 'input.q != ""', 'timeout': '90s',
                   'retry': {'retries': 1, 'backoff': '2s', 'factor': 3,
                     'max_backoff': '20s', 'jitter': 0, 'total': '1m', 'on': ['timeout']},
                   'on_failure': {'policy': 'other_agent', 'agent': 'echo'},
                   'assign': {'log': {'append': '${result.text}'}},
                   'approval': {'title': 'Ask ${input.q}', 'roles': ['editor'],
                     'people': ['a@example.com'], 'approvals': 2,
                     'not_requester': true, 'deadline': '1h',
                     'escalation_role': 'tenant_admin', 'risk': 'high',
                     'amount': 'double(arguments.variables.sum)', 'unit': 'EUR',
                     'up_to': {'editor': 500, 'tenant_admin': 1000.5}},
                   'compensation': {'kind': 'http', 'method': 'DELETE',
                     'url': 'https://example.com/${result.message_id}'}}],
                 'output': {'text': '${results.ask.text}'},
                 'limits': {'cost': 1.5, 'duration': '2h', 'steps': 50, 'repeats': 3}}
                """
                                .replace("input.q != \"\"", "size(input.q) > 0"))
                        .orRefuse();
        var step = graph.scope().steps().getFirst();
        var agent = (Action.Agent) step.action();

        assertThat(agent.agent().source()).isEqualTo("assistant");
        assertThat(agent.capability()).isEqualTo("chat");
        assertThat(agent.messages().render(Map.of("input", Map.of("q", "why"))))
                .isEqualTo(List.of(Map.of("role", "user", "content", "why")));
        assertThat(agent.schema()).isEqualTo(Map.of("type", "object"));
        assertThat(agent.maxOutputTokens()).isEqualTo(100);
        assertThat(step.when().evaluate(Map.of("input", Map.of("q", "")))).isEqualTo(false);
        assertThat(step.timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(step.retry())
                .isEqualTo(
                        new RetryPolicy(
                                1,
                                Duration.ofSeconds(2),
                                3,
                                Duration.ofSeconds(20),
                                0,
                                Duration.ofMinutes(1),
                                Set.of(Failure.TIMEOUT)));
        assertThat(((FailurePolicy.OtherAgent) step.onFailure()).agent().source())
                .isEqualTo("echo");
        assertThat(step.assignments().get("log").how()).isEqualTo(Assignment.How.APPEND);
        assertThat(step.approval().roles()).containsExactly("editor");
        assertThat(step.approval().deadline()).isEqualTo(Duration.ofHours(1));
        assertThat(step.approval().risk()).isEqualTo("high");
        assertThat(step.approval().amount().unit()).isEqualTo("EUR");
        assertThat(step.approval().amount().upTo())
                .isEqualTo(
                        Map.of(
                                "editor",
                                BigDecimal.valueOf(500),
                                "tenant_admin",
                                BigDecimal.valueOf(1000.5)));
        assertThat(((Action.Http) step.compensation()).method()).isEqualTo("DELETE");
        assertThat(graph.limits())
                .isEqualTo(new RunLimits(new BigDecimal("1.5"), Duration.ofHours(2), 50, 3));
        assertThat(graph.output().render(Map.of("results", Map.of("ask", Map.of("text", "so")))))
                .isEqualTo(Map.of("text", "so"));
    }

    @Test
    void readsEveryOtherKind() {
        var graph = read(EVERY_KIND).orRefuse();

        assertThat(graph.scope().steps())
                .extracting(step -> step.action().kind())
                .containsExactly(
                        "http",
                        "tool",
                        "workflow",
                        "branch",
                        "map",
                        "loop",
                        "join",
                        "wait",
                        "approval");
        assertThat(graph.tool("find").hash()).hasSize(64);
        assertThat(graph.tool("find").request().method()).isEqualTo("GET");
        var map = (Action.ForEach) graph.scope().steps().get(4).action();
        assertThat(map.as()).isEqualTo("one");
        assertThat(map.tolerated()).isEqualTo(1);
        assertThat(
                        ((Merge.ByKey) map.join())
                                .key()
                                .evaluate(Map.of("value", "v", "index", 1L, "one", "o")))
                .isEqualTo("v1o");
        assertThat(graph.scope().steps().getLast().approval()).isNull();
    }

    @Test
    void retriesThreeTimesWhatMayPassUnlessItIsTold() {
        var graph =
                steps(
                                "{'id': 'a', 'kind': 'http', 'url': 'https://example.com'}",
                                "{'id': 'b', 'kind': 'agent', 'agent': 'x'}")
                        .orRefuse();

        var http = graph.scope().steps().getFirst().retry();
        assertThat(http)
                .isEqualTo(
                        new RetryPolicy(
                                3,
                                Duration.ofSeconds(1),
                                2,
                                Duration.ofSeconds(60),
                                0.2,
                                Duration.ofMinutes(10),
                                EnumSet.complementOf(EnumSet.of(Failure.INVALID_ANSWER))));
        assertThat(graph.scope().steps().getLast().retry().on())
                .isEqualTo(EnumSet.allOf(Failure.class));
        assertThat(graph.limits())
                .isEqualTo(
                        new RunLimits(
                                null, null, RunLimits.DEFAULT_STEPS, RunLimits.DEFAULT_REPEATS));
    }

    @Test
    void readsAlikeWhatIsAlike() {
        var one = read("{'variables': {'a': 1, 'b': 2}, 'steps': [" + transform("a", "") + "]}");
        var other = read("{'steps': [" + transform("a", "") + "], 'variables': {'b': 2, 'a': 1}}");

        assertThat(one.orRefuse()).isEqualTo(other.orRefuse());
        assertThat(one.hash()).isEqualTo(other.hash()).matches("[0-9a-f]{64}");
        assertThat(GraphReader.read(Map.of("steps", List.of())).isClean()).isFalse();
    }

    @Test
    void tellsAllFindingsAtOnceAndRefusesWithThem() {
        var reading =
                read(
                        "{'steps': [{'id': 'A', 'kind': 'transform', 'value': '${foo}', 'x': 1}],"
                                + " 'y': 2}");

        assertThat(found(reading))
                .containsExactlyInAnyOrder(
                        "/steps/0/id bad_id",
                        "/steps/0/value unbound_name",
                        "/steps/0/x unknown_member",
                        "/y unknown_member");
        assertThat(reading.graph()).isEmpty();
        assertThatExceptionOfType(GraphRefused.class)
                .isThrownBy(reading::orRefuse)
                .satisfies(
                        refused -> {
                            assertThat(refused.status()).isEqualTo(422);
                            assertThat(refused.fields())
                                    .extracting(FieldProblem::field)
                                    .contains("/steps/0/x");
                        });
    }

    @Test
    void namesTheStepsOfACircleAndWhatComesAfterIt() {
        var reading =
                steps(
                        transform("a", ", 'after': ['c']"),
                        transform("b", ""),
                        transform("c", ""),
                        transform("d", ""),
                        transform("e", ", 'after': ['e']"));

        assertThat(found(reading))
                .containsExactlyInAnyOrder(
                        "/steps/0/after cycle",
                        "/steps/3 unreachable_step",
                        "/steps/4/after cycle");
        assertThat(reading.findings().getFirst().message()).contains("b → c → a → b");
    }

    @Test
    void findsWhatNoBranchLeadsTo() {
        var branch =
                "{'id': 'pick', 'kind': 'branch', 'cases': [{'when': 'true', 'to': ['left']}],"
                        + " 'otherwise': ['right']}";
        assertThat(
                        found(
                                steps(
                                        branch,
                                        transform("left", ", 'after': ['pick']"),
                                        transform("right", ""))))
                .containsExactly("/steps/2 unreachable_step");
        assertThat(
                        steps(
                                        branch,
                                        transform("left", ", 'after': ['pick']"),
                                        transform("right", ", 'after': ['pick']"),
                                        transform("end", ", 'after': ['left', 'right']"))
                                .isClean())
                .isTrue();
        assertThat(found(steps(transform("a", ", 'when': 'false'"))))
                .containsExactly("/steps/0 unreachable_step");
    }

    @Test
    void findsTargetsThatDoNotComeAfterTheirBranch() {
        assertThat(
                        found(
                                steps(
                                        transform("before", ""),
                                        "{'id': 'pick', 'kind': 'branch', 'cases': [{'when':"
                                                + " 'true', 'to': ['before', 'beside', 'none']}]}",
                                        transform("beside", ", 'after': []"))))
                .containsExactlyInAnyOrder(
                        "/steps/1/cases/0/to/0 target_not_after",
                        "/steps/1/cases/0/to/1 target_not_after",
                        "/steps/1/cases/0/to/2 unknown_step");
    }

    @Test
    void findsResultsThatAreNotThereYetOrNeverSeen() {
        var reading =
                steps(
                        transform("a", ""),
                        transform("b", ", 'after': [], 'when': 'results.a == 1'"),
                        "{'id': 'm', 'kind': 'map', 'over': '[1]', 'steps': ["
                                + "{'id': 'in', 'kind': 'transform', 'value': '${results.a}'}]}"
                                        .replace("'in'", "'inner'"),
                        "{'id': 'c', 'kind': 'transform', 'value': ['${results.inner}',"
                                + " '${results.none}', '${results[\\\"b\\\"]}']}");

        assertThat(found(reading))
                .containsExactlyInAnyOrder(
                        "/steps/1/when result_not_ready",
                        "/steps/2/steps/0/value result_not_ready",
                        "/steps/3/value/0 result_out_of_reach",
                        "/steps/3/value/1 unknown_step");
    }

    @Test
    void findsVariablesThatStepsAtTheSameTimeWouldSet() {
        var set = ", 'after': %s, 'assign': {'v': {'%s': 1}}";
        assertThat(
                        found(
                                read(
                                        "{'variables': {'v': 0}, 'steps': ["
                                                + transform("a", set.formatted("[]", "set"))
                                                + ","
                                                + transform("b", set.formatted("[]", "add"))
                                                + "]}")))
                .containsExactly("/steps/0/assign/v parallel_set");
        assertThat(
                        read("{'variables': {'v': 0}, 'steps': ["
                                        + transform("a", set.formatted("[]", "add"))
                                        + ","
                                        + transform("b", set.formatted("[]", "add"))
                                        + ","
                                        + transform("c", set.formatted("['a','b']", "set"))
                                        + "]}")
                                .isClean())
                .isTrue();
    }

    @Test
    void knowsThatOneOfTwoBranchesRuns() {
        var set = ", 'after': ['pick'], 'assign': {'v': {'set': 1}}";
        assertThat(
                        read("{'variables': {'v': 0}, 'steps': [{'id': 'pick', 'kind': 'branch',"
                                 + " 'cases': [{'when': 'true', 'to': ['a']}], 'otherwise': ['b']},"
                                        + transform("a", set)
                                        + ","
                                        + transform("b", set)
                                        + "]}")
                                .isClean())
                .isTrue();
    }

    @Test
    void findsVariablesThatItemsAtTheSameTimeWouldSet() {
        var map =
                "{'variables': {'v': 0}, 'steps': [{'id': 'm', 'kind': 'map', 'over': '[1]',"
                        + " 'concurrency': %d, 'steps': ["
                        + transform("a", ", 'assign': {'v': {'set': 1}}")
                        + "]}]}";

        assertThat(found(read(map.formatted(2))))
                .containsExactly("/steps/0/steps/0/assign/v parallel_set");
        assertThat(read(map.formatted(1)).isClean()).isTrue();
    }

    @Test
    void keepsToItsSizes() {
        assertThat(found(GraphReader.read("[" + " ".repeat(GraphReader.LARGEST) + "]")))
                .containsExactly(" too_large");
        var many =
                IntStream.rangeClosed(0, GraphReader.MOST_STEPS)
                        .mapToObj(each -> transform("s" + each, ""))
                        .collect(Collectors.joining(","));
        assertThat(found(read("{'steps': [" + many + "]}"))).containsExactly("/steps too_many");
        var nested = transform("s", "");
        for (var depth = 1; depth <= GraphReader.DEEPEST; depth++) {
            nested = "{'id': 'm%d', 'kind': 'loop', 'steps': [%s]}".formatted(depth, nested);
            assertThat(steps(nested).isClean()).isEqualTo(depth < GraphReader.DEEPEST);
        }
        assertThat(steps(nested).findings().getFirst().code()).isEqualTo("too_deep");
    }

    @Test
    void readsNoMoreExpressionsThanItHasTimeFor() {
        var expression = "'${input.a}'";
        var many = (expression + ",").repeat(Expressions.MOST) + expression;

        assertThat(found(steps("{'id': 'a', 'kind': 'transform', 'value': [" + many + "]}")))
                .containsExactly("/steps/0/value/" + Expressions.MOST + " too_many");
    }

    @Test
    void findsThatAMergeIsNoObject() {
        assertThat(found(steps(transform("a", ""), "{'id': 'b', 'kind': 'join', 'merge': 'list'}")))
                .containsExactly("/steps/1/merge wrong_type");
    }

    @Test
    void readsTheLargestGraph() {
        var many =
                IntStream.range(0, GraphReader.MOST_STEPS)
                        .mapToObj(
                                each ->
                                        transform(
                                                "s" + each,
                                                each == 0
                                                        ? ""
                                                        : ", 'when': 'results.s%d == 1'"
                                                                .formatted(each - 1)))
                        .collect(Collectors.joining(","));

        assertThat(inTheEnd(() -> read("{'steps': [" + many + "]}").isClean())).isTrue();
    }

    /** Of all these steps one runs, which only looking at every two of them shows. */
    @Test
    void readsAGraphOfManyBranchesThatSetVariables() {
        var branches = 400;
        var variables = IntStream.range(0, 50).mapToObj(each -> "'v%d': ".formatted(each)).toList();
        var sets = String.join("{'set': 1},", variables) + "{'set': 1}";
        var steps =
                IntStream.range(0, branches)
                        .mapToObj(
                                each ->
                                        ("{'id': 'b%1$d', 'kind': 'branch', 'after': [%2$s],"
                                             + " 'cases': [{'when': 'true', 'to': ['s%1$d']}],"
                                             + " 'otherwise': [%3$s]},")
                                                        .formatted(
                                                                each,
                                                                each == 0
                                                                        ? ""
                                                                        : "'b" + (each - 1) + "'",
                                                                each == branches - 1
                                                                        ? ""
                                                                        : "'b" + (each + 1) + "'")
                                                + transform(
                                                        "s" + each,
                                                        ", 'after': ['b%d'], 'assign': {%s}"
                                                                .formatted(each, sets)))
                        .collect(Collectors.joining(","));
        var graph =
                "{'variables': {%s}, 'steps': [%s]}"
                        .formatted(String.join("1,", variables) + "1", steps);

        assertThat(inTheEnd(() -> found(read(graph)))).isEmpty();
    }

    @Test
    void readsAGraphOfWhichEveryStepWaitsForAllBefore() {
        var many =
                IntStream.range(0, 400)
                        .mapToObj(
                                each ->
                                        transform(
                                                "s" + each,
                                                ", 'after': [%s]"
                                                        .formatted(
                                                                IntStream.range(0, each)
                                                                        .mapToObj(
                                                                                id ->
                                                                                        "'s" + id
                                                                                                + "'")
                                                                        .collect(
                                                                                Collectors.joining(
                                                                                        ",")))))
                        .collect(Collectors.joining(","));

        assertThat(inTheEnd(() -> read("{'steps': [" + many + "]}").isClean())).isTrue();
    }

    /** Written out, the places of these values would be five thousand times as long as they are. */
    @Test
    void readsValuesThatAreDeepInside() {
        var name = "n".repeat(200);
        var values = "1,".repeat(200_000) + "1";
        var deep = ("{'" + name + "':").repeat(90) + "[" + values + "]" + "}".repeat(90);

        assertThat(
                        inTheEnd(
                                () ->
                                        found(
                                                steps(
                                                        "{'id': 'a', 'kind': 'transform', 'value': "
                                                                + deep
                                                                + "}"))))
                .isEmpty();
    }

    @Test
    void findsNamesOfMembersThatAreTooLong() {
        var name = "n".repeat(201);
        var step = "{'id': 'a', 'kind': 'transform', 'value': {'a/b': {'%s': 1}}}";

        var reading = steps(step.formatted(name));

        assertThat(found(reading)).containsExactly("/steps/0/value/a~1b too_long");
        assertThat(reading.findings().getFirst().message())
                .contains("200", "'nnnnnnnnnnnnnnnnnnnn'");
        assertThat(found(steps(step.formatted(name.substring(1))))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | wrong_type",
                "{'steps': [} | malformed_json",
                "{'steps': [], 'steps': []} | malformed_json",
                "{'steps': []} {} | malformed_json",
                "{} | /steps required",
                "{'steps': {}} | /steps wrong_type",
                "{'steps': []} | /steps blank",
                "{'steps': [1]} | /steps/0 wrong_type",
                "{'variables': {'A': 1}, 'steps': [$]} | /variables/A bad_id",
                "{'variables': {'a': 1e999}, 'steps': [$]} | /variables/a number_too_large",
                "{'input': {'type': 'array'}, 'steps': [$]} | /input/type wrong_type",
                "{'input': {'properties': {'a': {'type': 'text'}}}, 'steps': [$]} |"
                        + " /input/properties/a/type bad_schema",
                "{'input': {'properties': {'a': {'$ref': 'http://x'}}}, 'steps': [$]} |"
                        + " /input/properties/a/$ref foreign_schema",
                "{'output': '${results.none}', 'steps': [$]} | /output unknown_step",
                "{'output': '${has(results.s)}', 'steps': [$]} | /output always_true",
                "{'output': '${variables.none}', 'steps': [$]} | /output unknown_variable",
                "{'input': {'properties': {}, 'additionalProperties': false},"
                        + " 'output': '${input.none}', 'steps': [$]} | /output unknown_input",
                "{'output': '${result}', 'steps': [$]} | /output unbound_name",
                "{'output': '${1 +}', 'steps': [$]} | /output bad_expression",
                "{'output': '${ }', 'steps': [$]} | /output bad_expression",
                "{'output': '${input', 'steps': [$]} | /output bad_template",
                "{'limits': {'steps': 0}, 'steps': [$]} | /limits/steps out_of_range",
                "{'limits': {'cost': -1}, 'steps': [$]} | /limits/cost out_of_range",
                "{'limits': {'duration': 'soon'}, 'steps': [$]} | /limits/duration bad_duration",
                "{'tools': {'t': {'description': 'x', 'request': {'url': 'ftp://x'}}},"
                        + " 'steps': [$]} | /tools/t/request/url bad_url",
                "{'tools': {'t': {'description': 'x', 'request': {'url': '${results.s}'}}},"
                        + " 'steps': [$]} | /tools/t/request/url unbound_name",
                "{'tools': {'t': {'request': {'url': 'http://x'}}}, 'steps': [$]} |"
                        + " /tools/t/description required",
            })
    void findsWhatIsWrongWithAGraph(String json, String finding) {
        var written = json.replace("[$]", "[" + transform("s", "") + "]");

        assertThat(found(read(written))).singleElement().asString().endsWith(finding);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'kind': 'dance' | /kind unknown_kind",
                "'kind': 5 | /kind wrong_type",
                "'kind': 'transform' | /value required",
                "'kind': 'transform', 'value': 1, 'after': ['none'] | /after/0 unknown_step",
                "'kind': 'transform', 'value': 1, 'after': 'none' | /after wrong_type",
                "'kind': 'transform', 'value': 1, 'title': '' | /title blank",
                "'kind': 'transform', 'value': 1, 'when': '1 + 1' | /when wrong_type",
                "'kind': 'transform', 'value': 1, 'when': '${true}' | /when bad_expression",
                "'kind': 'transform', 'value': 1, 'when': true | /when wrong_type",
                "'kind': 'transform', 'value': 1, 'retry': {} | /retry not_applicable",
                "'kind': 'transform', 'value': 1, 'timeout': '1s' | /timeout not_applicable",
                "'kind': 'transform', 'value': 1, 'assign': {'v': {'set': 1}} |"
                        + " /assign/v unknown_variable",
                "'kind': 'transform', 'value': 1, 'assign': {'n': {'append': 1}} |"
                        + " /assign/n variable_type",
                "'kind': 'transform', 'value': 1, 'assign': {'n': {}} | /assign/n required",
                "'kind': 'transform', 'value': 1, 'on_failure': {'policy': 'cry'} |"
                        + " /on_failure/policy unknown_value",
                "'kind': 'transform', 'value': 1, 'on_failure': {'policy': 'other_agent',"
                        + " 'agent': 'x'} | /on_failure/policy not_applicable",
                "'kind': 'agent', 'agent': 5 | /agent wrong_type",
                "'kind': 'agent', 'messages': 'hello' | /messages wrong_type",
                "'kind': 'agent', 'messages': [] | /messages blank",
                "'kind': 'agent', 'messages': [{'role': 'boss', 'content': ''}] |"
                        + " /messages/0/role unknown_value",
                "'kind': 'agent', 'messages': [{'role': 'user'}] | /messages/0/content required",
                "'kind': 'agent', 'max_output_tokens': 0 | /max_output_tokens out_of_range",
                "'kind': 'agent', 'schema': {'type': 7} | /schema/type bad_schema",
                "'kind': 'agent', 'retry': {'retries': 99} | /retry/retries out_of_range",
                "'kind': 'agent', 'retry': {'jitter': 2} | /retry/jitter out_of_range",
                "'kind': 'agent', 'retry': {'on': ['rain']} | /retry/on/0 unknown_value",
                "'kind': 'agent', 'timeout': '2d' | /timeout out_of_range",
                "'kind': 'agent', 'approval': {'title': 'x'} | /approval required",
                "'kind': 'agent', 'approval': {'title': 'x', 'roles': ['king']} |"
                        + " /approval/roles/0 unknown_value",
                "'kind': 'agent', 'approval': {'title': 'x', 'roles': ['editor'], 'risk': 'some'} |"
                        + " /approval/risk unknown_value",
                "'kind': 'agent', 'approval': {'title': 'x', 'roles': ['editor'], 'risk': 3} |"
                        + " /approval/risk wrong_type",
                "'kind': 'agent', 'approval': {'title': 'x', 'roles': ['editor'], 'amount':"
                        + " 'input.x'} | /approval/amount unbound_name",
                "'kind': 'agent', 'approval': {'title': 'x', 'roles': ['editor'], 'amount':"
                        + " 'string(arguments)'} | /approval/amount wrong_type",
                "'kind': 'agent', 'approval': {'title': 'x', 'roles': ['editor'], 'unit': 'EUR'} |"
                        + " /approval/unit not_applicable",
                "'kind': 'agent', 'approval': {'title': 'x', 'roles': ['editor'], 'up_to': {}} |"
                        + " /approval/up_to not_applicable",
                "'kind': 'agent', 'approval': {'title': 'x', 'roles': ['editor'], 'amount': '1',"
                        + " 'unit': 'a\u202eb'} | /approval/unit bad_unit",
                "'kind': 'agent', 'approval': {'title': 'x', 'roles': ['editor'], 'amount': '1',"
                        + " 'up_to': {'operator': 1}} | /approval/up_to/operator unknown_value",
                "'kind': 'agent', 'approval': {'title': 'x', 'roles': ['editor'], 'amount': '1',"
                        + " 'up_to': {'editor': 1}} | /approval/up_to required",
                "'kind': 'agent', 'approval': {'title': 'x', 'roles': ['editor', 'operator'],"
                        + " 'amount': '1', 'up_to': {'editor': '1'}} |"
                        + " /approval/up_to/editor wrong_type",
                "'kind': 'agent', 'approval': {'title': 'x', 'roles': ['editor', 'operator'],"
                        + " 'amount': '1', 'up_to': {'editor': -1}} |"
                        + " /approval/up_to/editor out_of_range",
                "'kind': 'agent', 'approval': {'title': 'x', 'people': ['me']} |"
                        + " /approval/people/0 bad_address",
                "'kind': 'agent', 'compensation': {'kind': 'wait'} |"
                        + " /compensation/kind unknown_kind",
                "'kind': 'http' | /url required",
                "'kind': 'http', 'url': 'example.com' | /url bad_url",
                "'kind': 'http', 'url': 'http://x', 'method': 'TRACE' | /method unknown_value",
                "'kind': 'http', 'url': 'http://x', 'body': 1 | /body not_applicable",
                "'kind': 'http', 'url': 'http://x', 'headers': {'Host': 'y'} |"
                        + " /headers/Host bad_header",
                "'kind': 'http', 'url': 'http://x', 'headers': {'idempotency-KEY': 'y'} |"
                        + " /headers/idempotency-KEY bad_header",
                "'kind': 'http', 'url': 'http://x', 'headers': {'Baton-Run': 'y'} |"
                        + " /headers/Baton-Run bad_header",
                "'kind': 'http', 'url': 'http://x', 'headers': {'X-A': 'y', 'x-a': 'z'} |"
                        + " /headers/x-a twice",
                "'kind': 'http', 'url': 'http://x', 'headers': {'a b': 'y'} |"
                        + " /headers/a b bad_header",
                "'kind': 'tool', 'tool': 'none' | /tool unknown_tool",
                "'kind': 'tool', 'tool': 't', 'arguments': 5 | /arguments wrong_type",
                "'kind': 'workflow' | /workflow required",
                "'kind': 'workflow', 'workflow': 'x', 'version': 0 | /version out_of_range",
                "'kind': 'branch' | /cases required",
                "'kind': 'branch', 'cases': [] | /cases blank",
                "'kind': 'branch', 'cases': [{'when': 'true'}] | /cases/0/to required",
                "'kind': 'map', 'steps': [$] | /over required",
                "'kind': 'map', 'over': '5', 'steps': [$] | /over wrong_type",
                "'kind': 'map', 'over': '[]', 'as': 'input', 'steps': [$] | /as name_taken",
                "'kind': 'map', 'over': '[]', 'as': 'for', 'steps': [$] | /as bad_id",
                "'kind': 'map', 'over': '[]', 'concurrency': 0, 'steps': [$] |"
                        + " /concurrency out_of_range",
                "'kind': 'map', 'over': '[]' | /steps required",
                "'kind': 'map', 'over': '[]', 'steps': [$], 'join': {'strategy': 'sum'} |"
                        + " /join/strategy unknown_value",
                "'kind': 'map', 'over': '[]', 'steps': [$], 'join': {'strategy': 'reduce'} |"
                        + " /join required",
                "'kind': 'map', 'over': '[]', 'steps': [$], 'join': {'strategy': 'majority',"
                        + " 'of': 'values'} | /join/of unbound_name",
                "'kind': 'map', 'over': '[]', 'steps': [{'id': 's', 'kind': 'transform',"
                        + " 'value': 1}] | /steps/0/id duplicate_id",
                "'kind': 'loop', 'until': 'item', 'steps': [$] | /until unbound_name",
                "'kind': 'loop', 'max': 0, 'steps': [$] | /max out_of_range",
                "'kind': 'join' | /after required",
                "'kind': 'wait' | required",
                "'kind': 'wait', 'duration': 'soon' | /duration bad_duration",
                "'kind': 'wait', 'until': 'tomorrow' | /until bad_time",
                "'kind': 'wait', 'duration': '1s', 'until': '2027-01-01T00:00:00Z' |"
                        + " /until not_applicable",
                "'kind': 'approval', 'details': 1 | /approval required",
                "'kind': 'approval', 'approval': {'title': 'x', 'roles': ['editor']} |"
                        + " /details required",
            })
    void findsWhatIsWrongWithAStep(String members, String finding) {
        var written =
                "{'id': 's', %s}".formatted(members).replace("[$]", "[" + transform("i", "") + "]");
        var reading =
                read(
                        "{'variables': {'n': 0}, 'tools': {'t': {'description': 'x', 'request':"
                                + " {'url': 'http://x'}}}, 'steps': [%s]}".formatted(written));

        assertThat(found(reading)).singleElement().asString().endsWith(finding);
    }
}
