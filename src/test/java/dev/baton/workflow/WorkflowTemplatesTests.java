package dev.baton.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

class WorkflowTemplatesTests {

    static List<WorkflowTemplate> all() {
        return WorkflowTemplates.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void comesReadClean(WorkflowTemplate template) {
        assertThat(GraphReader.check(template.graph()).findings()).isEmpty();
        assertThat(template.defaults()).doesNotContainValue(null);
    }

    @ParameterizedTest
    @MethodSource("all")
    void hasTextsInThreeLanguages(WorkflowTemplate template) {
        for (var language : List.of(Locale.ROOT, Locale.of("th"), Locale.of("es"))) {
            var texts =
                    ResourceBundle.getBundle(
                            "i18n.workflow.messages",
                            language,
                            ResourceBundle.Control.getNoFallbackControl(
                                    ResourceBundle.Control.FORMAT_PROPERTIES));
            assertThat(texts.getString(template.titleKey())).isNotBlank();
            assertThat(texts.getString(template.descriptionKey())).isNotBlank();
        }
    }

    @Test
    void takesOtherParametersOfTheSameType() {
        var vote = WorkflowTemplates.find("majority-vote").orElseThrow();

        assertThat(vote.with(Map.of("voters", List.of("a", "b"))))
                .extractingByKey("variables")
                .isEqualTo(Map.of("voters", List.of("a", "b")));
        assertThat(vote.with(Map.of())).isEqualTo(vote.graph());
        assertThatExceptionOfType(GraphRefused.class)
                .isThrownBy(() -> vote.with(Map.of("voters", "a", "other", 1L)))
                .satisfies(
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(field -> field.field() + " " + field.code())
                                        .containsExactlyInAnyOrder(
                                                "/parameters/voters wrong_type",
                                                "/parameters/other unknown_parameter"));
        assertThat(WorkflowTemplates.find("none")).isEmpty();
    }
}
