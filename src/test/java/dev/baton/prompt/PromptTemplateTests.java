package dev.baton.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.node.JsonNodeFactory;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class PromptTemplateTests {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final PromptVariable TOPIC =
            PromptVariable.required("topic", VariableType.STRING, "");
    private static final PromptVariable ORDER =
            PromptVariable.required("order", VariableType.JSON, "");
    private static final PromptVariable URGENT =
            PromptVariable.defaulted("urgent", VariableType.BOOLEAN, "", false);

    @Test
    void rendersEveryTypeAsItIsWritten() {
        var count = PromptVariable.required("count", VariableType.NUMBER, "");
        var tone =
                new PromptVariable(
                        "tone", VariableType.ENUM, "", "calm", List.of("calm", "brisk"), null);
        var template = text("{{topic}} {{count}} {{urgent}} {{tone}}", TOPIC, count, URGENT, tone);

        assertThat(rendered(template, Map.of("topic", "<b>\"tea\" & น้ำ</b>", "count", 1e3)))
                .isEqualTo("<b>\"tea\" & น้ำ</b> 1000 false calm");
    }

    @Test
    void walksJson() {
        var template =
                text(
                        "{{order.id}}:{{#order.lines}}{{^-first}}, {{/-first}}{{amount}} x {{name}}"
                                + "{{/order.lines}} {{order.lines.1.name}} {{order.paid}}",
                        ORDER);

        assertThat(
                        rendered(
                                template,
                                Map.of(
                                        "order",
                                        Map.of(
                                                "id",
                                                7,
                                                "paid",
                                                Map.of("yes", true),
                                                "lines",
                                                List.of(
                                                        Map.of("amount", 2, "name", "tea"),
                                                        Map.of("amount", 1, "name", "cup"))))))
                .isEqualTo("7:2 x tea, 1 x cup cup {\"yes\":true}");
    }

    @Test
    void leavesOutWhatIsFalseOrEmpty() {
        var note = PromptVariable.defaulted("note", VariableType.STRING, "", "");
        var template =
                text("a{{#urgent}} now{{/urgent}}{{#note}} ({{note}}){{/note}}", URGENT, note);

        assertThat(rendered(template, Map.of())).isEqualTo("a");
        assertThat(rendered(template, Map.of("urgent", true, "note", "x"))).isEqualTo("a now (x)");
    }

    @Test
    void namesTheMissingVariable() {
        assertThatThrownBy(() -> text("{{topic}}", TOPIC).render(Map.of()))
                .asInstanceOf(type(VariablesRefused.class))
                .satisfies(
                        refused -> {
                            assertThat(refused.code()).isEqualTo("variable_missing");
                            assertThat(refused.arguments()).containsExactly("topic");
                            assertThat(refused.fields().getFirst().field())
                                    .isEqualTo("variables.topic");
                        });
    }

    @Test
    void checksWhatACallGivesWithoutRendering() {
        var input = PromptVariable.required("input", VariableType.STRING, "");
        var template = text("{{input}} {{topic}}", input, TOPIC);
        var asking = JSON.arrayNode().add(JSON.objectNode().put("role", "user"));
        var tea = Map.of("topic", "tea");

        template.check(asking, tea);
        assertRefused(() -> template.check(asking, Map.of()), "variable_missing", "topic");
        assertRefused(() -> template.check(JSON.arrayNode(), tea), "variable_missing", "input");
        assertRefused(
                () -> template.check(asking, Map.of("topic", "tea", "city", "Kyoto")),
                "variable_unknown",
                "city");
        assertRefused(
                () -> template.check(asking, Map.of("topic", "tea", "input", "x")),
                "variable_twice",
                "input");
    }

    private static void assertRefused(ThrowingCallable check, String code, String variable) {
        assertThatThrownBy(check)
                .isInstanceOfSatisfying(
                        VariablesRefused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(code);
                            assertThat(refused.variable()).isEqualTo(variable);
                        });
    }

    @Test
    void takesNullForMissing() {
        var values = new HashMap<String, Object>();
        values.put("topic", null);

        assertThatThrownBy(() -> text("{{topic}}", TOPIC).render(values))
                .isInstanceOf(VariablesRefused.class)
                .hasMessageContaining("topic");
    }

    @Test
    void namesTheFieldThatJsonLacks() {
        var template = text("{{#order.lines}}{{name}}{{/order.lines}}", ORDER);

        assertThatThrownBy(
                        () ->
                                template.render(
                                        Map.of(
                                                "order",
                                                Map.of("lines", List.of(Map.of("nam", "tea"))))))
                .isInstanceOf(VariablesRefused.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> template.render(Map.of("order", Map.of())))
                .isInstanceOf(VariablesRefused.class)
                .hasMessageContaining("order.lines");
        assertThatThrownBy(
                        () ->
                                text("{{#order.lines}}{{.}}{{/order.lines}}", ORDER)
                                        .render(
                                                Map.of(
                                                        "order",
                                                        Map.of(
                                                                "lines",
                                                                Collections.singletonList(null)))))
                .isInstanceOf(VariablesRefused.class);
    }

    @Test
    void namesTheVariableOfAnotherType() {
        assertThatThrownBy(() -> text("{{topic}}", TOPIC).render(Map.of("topic", 5)))
                .asInstanceOf(type(VariablesRefused.class))
                .satisfies(
                        refused -> {
                            assertThat(refused.code()).isEqualTo("variable_type");
                            assertThat(refused.arguments()).containsExactly("topic", "string");
                        });
    }

    @Test
    void namesEveryVariableConcerned() {
        assertThatThrownBy(
                        () ->
                                text("{{topic}}{{urgent}}", TOPIC, URGENT)
                                        .render(Map.of("urgent", "yes", "colour", "red")))
                .asInstanceOf(type(VariablesRefused.class))
                .satisfies(
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(field -> field.field() + " " + field.code())
                                        .containsExactly(
                                                "variables.topic variable_missing",
                                                "variables.urgent variable_type",
                                                "variables.colour variable_unknown"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {{other}}                           | variable_undeclared
                    {{#urgent}}{{other}}{{/urgent}}     | variable_undeclared
                    {{.}}                               | place_outside
                    {{this}}                            | variable_undeclared
                    {{#order}}{{this}}{{/order}}        | variable_undeclared
                    {{-index}}                          | place_outside
                    {{topic.length}}                    | path_refused
                    {{topic                             | tag_unclosed
                    {{topic}} {{{topic}}                | tag_unclosed
                    {{}}                                | tag_refused
                    {{to pic}}                          | tag_refused
                    {{>other}}                          | tag_refused
                    {{<other}}{{/other}}                | tag_refused
                    {{$other}}{{/other}}                | tag_refused
                    {{=<% %>=}}<% topic %>              | tag_refused
                    {{ {{topic}} }}                     | tag_refused
                    {{#topic}}                          | section_unclosed
                    {{/topic}}                          | section_unopened
                    {{#topic}}{{#urgent}}{{/topic}}     | section_unopened
                    """)
    void refusesWhatCouldRenderNothing(String text, String code) {
        assertThatThrownBy(() -> text(text, TOPIC, ORDER, URGENT))
                .asInstanceOf(type(PromptRefused.class))
                .satisfies(
                        refused ->
                                assertThat(refused.faults())
                                        .extracting(PromptFault::code)
                                        .contains(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{! a comment with {{ inside }}{{topic}}",
                "{{{topic}}} {{& topic}} {{ topic }}",
                "{ {topic} } }} {",
                "{{#order}}{{anything.inside}}{{/order}}"
            })
    void acceptsHarmlessForms(String text) {
        assertThat(text(text, TOPIC, ORDER, URGENT)).isNotNull();
    }

    @Test
    void refusesVariablesThatContradictThemselves() {
        var declared =
                List.of(
                        PromptVariable.defaulted("a", VariableType.NUMBER, "", "five"),
                        PromptVariable.required("a", VariableType.STRING, ""),
                        PromptVariable.required("b c", VariableType.STRING, ""),
                        PromptVariable.required("d", VariableType.ENUM, ""),
                        PromptVariable.required("input", VariableType.JSON, ""));

        assertThat(PromptLint.faults(PromptContent.text("x", declared)))
                .extracting(PromptFault::code)
                .containsExactly(
                        "default_type",
                        "name_twice",
                        "name_refused",
                        "options_missing",
                        "input_not_text");
    }

    @Test
    void tellsWhichVariablesNoTextUses() {
        assertThat(text("{{topic}}", TOPIC, URGENT).unusedVariables()).containsExactly("urgent");
    }

    @Test
    void endsARenderingThatWouldNotEnd() {
        var many = Collections.nCopies(2_000, Map.of());
        var template = text("{{#order.a}}{{#order.a}}{{/order.a}}{{/order.a}}", ORDER);

        assertThatThrownBy(() -> template.render(Map.of("order", Map.of("a", many))))
                .isInstanceOf(RenderedTooLarge.class);
        assertThatThrownBy(
                        () ->
                                text("{{topic}}{{topic}}", TOPIC)
                                        .render(Map.of("topic", "x".repeat(600_000))))
                .isInstanceOf(RenderedTooLarge.class);
    }

    @Test
    void printsHugeNumbersShort() {
        var template = text("{{count}}", PromptVariable.required("count", VariableType.NUMBER, ""));

        assertThat(rendered(template, Map.of("count", new java.math.BigDecimal("1E+999999999"))))
                .isEqualTo("1E+999999999");
    }

    @Test
    void readsFormTextsByType() {
        assertThat(PromptVariable.required("a", VariableType.NUMBER, "").parse("1.50"))
                .contains(new java.math.BigDecimal("1.50"));
        assertThat(PromptVariable.required("a", VariableType.BOOLEAN, "").parse("yes")).isEmpty();
        assertThat(PromptVariable.required("a", VariableType.JSON, "").parse("{\"x\": [1]}"))
                .contains(Map.of("x", List.of(1)));
        assertThat(PromptVariable.required("a", VariableType.STRING, "").parse("{{x}}"))
                .contains("{{x}}");
    }

    private static PromptTemplate text(String text, PromptVariable... variables) {
        return PromptTemplate.of(PromptContent.text(text, Arrays.asList(variables)));
    }

    private static String rendered(PromptTemplate template, Map<String, ?> values) {
        return template.render(values).getFirst().text();
    }
}
