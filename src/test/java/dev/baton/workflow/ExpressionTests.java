package dev.baton.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class ExpressionTests {

    private static final Map<String, Object> BOUND = bound();

    private static Map<String, Object> bound() {
        var input = new HashMap<String, Object>();
        input.put("n", 2L);
        input.put("d", 1.5);
        input.put("nothing", null);
        input.put("text", "Grüße");
        input.put("list", Arrays.asList(1L, null, "x"));
        input.put("long", "a".repeat(1_000_000));
        input.put("many", IntStream.range(0, 10_000).mapToObj(each -> "item " + each).toList());
        return Map.of(
                "input", input,
                "variables", Map.of("name", "Ann"),
                "results", Map.of("a", Map.of("ok", true)),
                "run", Map.of("id", "7"));
    }

    private static Template template(Object value) {
        var findings = new Findings();
        var template =
                new Expressions(findings)
                        .templateOf(value, "", new Expressions.Place(null, Names.EVERYWHERE));
        assertThat(findings.all()).isEmpty();
        return template;
    }

    private static Object evaluate(String expression) {
        return template("${" + expression + "}").render(BOUND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "input.n + 1 | 3",
                "input.d * 2.0 | 3.0",
                "input.n < 2.5 | true",
                "input.text.size() | 5",
                "has(input.absent) | false",
                "input.nothing == null | true",
                "input.list[1] == null | true",
                "input.list.exists(each, each == null) | true",
                "results.a.ok && variables.name == 'Ann' | true",
                "results.skipped == null | true",
                "string(input.n) + '!' | 2!",
                "'a,b'.split(',').join('-') | a-b",
                "'a.b'.replace('.', 'x') | axb",
                "'Abc'.lowerAscii() + 'Abc'.upperAscii() + ' x '.trim() | abcABCx",
                "'abcd'.substring(1, 3) | bc",
                "'über alles'.indexOf('alles') | 5",
                "'abc'.contains('bc') && 'abc'.matches('^a.c$') | true",
                "timestamp('2026-01-31T10:00:00Z') + duration('90m') | 2026-01-31T11:30:00Z",
                "timestamp('2026-01-31T10:00:00Z').getMonth() | 0",
                "duration('90s') | PT1M30S",
            })
    void computesFromWhatIsBound(String expression, String value) {
        assertThat(evaluate(expression)).hasToString(value);
    }

    @Test
    void yieldsPlainJson() {
        assertThat(evaluate("input.nothing")).isNull();
        assertThat(evaluate("input.list")).isEqualTo(Arrays.asList(1L, null, "x"));
        assertThat(evaluate("{'a': [null, 1, 2.5], 'b': {'c': input.list}}"))
                .isEqualTo(
                        Map.of(
                                "a", Arrays.asList(null, 1L, 2.5),
                                "b", Map.of("c", Arrays.asList(1L, null, "x"))));
        assertThat(evaluate("input.list.filter(each, each != null).map(each, [each])"))
                .isEqualTo(List.of(List.of(1L), List.of("x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input.absent",
                "input.text.part",
                "1 / 0",
                "9223372036854775807 + input.n",
                "input.d + 1",
                "input.list[9]",
                "{1: 2}",
                "int('x')",
                "1.0 / 0.0",
                "type(1)",
                "'a'.matches('(')",
                "'a'.replace('', 'b')",
                "'a'.split('')",
                "timestamp('today')"
            })
    void failsWithTheExpressionAndAReason(String expression) {
        assertThatExceptionOfType(ExpressionFailed.class)
                .isThrownBy(() -> evaluate(expression))
                .withMessageContaining("'" + expression + "': ")
                .withMessageNotContaining("dev.cel");
    }

    /** What grows, nests or compares without end, is refused before it is much. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "input.many.all(a, input.many.all(b, input.many.all(c, a + b != c)))",
                "input.many.map(a, input.many.map(b, a + b))",
                "input.many.map(each, input.long + each).size()",
                "input.many.map(each, input.long.contains('b' + each)).size()",
                "input.long.contains(input.long + 'b')",
                "input.long.replace('a', input.long)",
                "input.many.all(each, input.long.split('a') != [])",
                "input.many.all(each, !input.long.matches('(a*)*b'))",
                "input.long.matches('(((a{1,30}){1,30}){1,30})$')",
                "input.long.matches('(x{1,1000}){1,1000}')",
                "input.many.map(each, input.many).map(each, each).map(e, e.join('')).join('')",
                "input.long.indexOf(input.long + 'b') == 1"
            })
    @Timeout(20)
    void givesUpWhatCostsTooMuch(String expression) {
        var clock = ManagementFactory.getThreadMXBean();
        var began = clock.getCurrentThreadCpuTime();

        assertThatExceptionOfType(ExpressionFailed.class).isThrownBy(() -> evaluate(expression));
        assertThat(Duration.ofNanos(clock.getCurrentThreadCpuTime() - began))
                .isLessThan(Duration.ofSeconds(3));
    }

    @Test
    @Timeout(20)
    void givesUpWhatDoublesAgainAndAgain() {
        var text = "['" + "x".repeat(100) + "']" + ".map(e, e + e)".repeat(40);
        var list = "[[1, 2]]" + ".map(e, e + e)".repeat(40);
        var nested = "[[1, 2]]" + ".map(e, [e, e])".repeat(40);
        for (var hostile : List.of(text, list, nested, nested + " == " + nested)) {
            assertThatThrownBy(() -> evaluate(hostile)).isInstanceOf(ExpressionFailed.class);
        }
    }

    @Test
    @Timeout(20)
    void givesUpATemplateOfManyDearParts() {
        var dear = "${input.many.filter(each, each.contains('9')).size()}";
        var template = template(List.of(dear.repeat(40), dear.repeat(40)));

        assertThatThrownBy(() -> template.render(BOUND)).isInstanceOf(ExpressionFailed.class);
    }

    /** What stands in a value many times is written as many times. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "${input.many.map(each, input)}",
                "${input.many.map(each, {'all': input, 'it': each})}",
                "${{'a': input, 'b': [input, input, input]}}",
                "all: ${input.many.map(each, input)}"
            })
    @Timeout(20)
    void givesUpWhatWouldBeWrittenAgainAndAgain(String text) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var template = template(text);
        var before = threads.getCurrentThreadAllocatedBytes();

        assertThatExceptionOfType(ExpressionFailed.class)
                .isThrownBy(() -> template.render(BOUND))
                .withMessageContaining("more than 4000000 letters");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000_000);
    }

    @Test
    void givesUpATemplateThatComesToTooMuchInAll() {
        var template = template(Map.of("a", Collections.nCopies(5, "${input.long}")));

        assertThatExceptionOfType(ExpressionFailed.class)
                .isThrownBy(() -> template.render(BOUND))
                .withMessageContaining("more than 4000000 letters");
    }

    /** A letter that JSON writes as six makes a text longer than what it is made of. */
    @Test
    void givesUpATextThatGrowsAsItIsWritten() {
        var bound = Map.of("input", Map.of("list", List.of("\u0001".repeat(1_000_000))));

        assertThatExceptionOfType(ExpressionFailed.class)
                .isThrownBy(() -> template("is ${input.list}").render(bound))
                .withMessageContaining("longer than 4000000 letters");
    }

    @Test
    void computesWhatIsReasonable() {
        assertThatCode(
                        () -> {
                            evaluate("input.many.filter(each, each.contains('99')).size()");
                            evaluate("input.long.matches('(a*)*b') || input.long.contains('abc')");
                            evaluate("input.long + input.long");
                            evaluate("[input, input, input.many]");
                            evaluate("input.many.map(each, {'name': each, 'n': size(each)})");
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void fillsTextsAndKeepsTheTypeOfWhatStandsAlone() {
        assertThat(template("${input.n}").render(BOUND)).isEqualTo(2L);
        assertThat(
                        template("${input.n} of ${input.list}: ${input.nothing}, ${input.d}")
                                .render(BOUND))
                .isEqualTo("2 of [1,null,\"x\"]: null, 1.5");
        assertThat(template("costs $${not me} and $5 {too}").render(BOUND))
                .isEqualTo("costs ${not me} and $5 {too}");
        assertThat(template(Map.of("a", List.of("$${not me}"))).render(BOUND))
                .isEqualTo(Map.of("a", List.of("${not me}")));
        assertThat(template("${{'a': '}', \"b\": \"\\\"}\"}}").render(BOUND))
                .isEqualTo(Map.of("a", "}", "b", "\"}"));
        assertThat(template("${r'\\d}'}${'''it }'''}").render(BOUND)).isEqualTo("\\d}it }");
        assertThat(template(Map.of("a", List.of("${variables.name}", 1L, "plain"))).render(BOUND))
                .isEqualTo(Map.of("a", List.of("Ann", 1L, "plain")));
    }

    @Test
    void isAlikeWhenItIsWrittenAlike() {
        assertThat(template("${input.n}")).isEqualTo(template("${input.n}"));
        assertThat(template("${input.n}")).isNotEqualTo(template("${input.d}"));
    }
}
