package dev.baton.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.workflow.DraftTrial.Named;
import dev.baton.workflow.DraftTrial.Tried;
import dev.baton.workflow.RecordedSamples.Recorded;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Expressions of a draft with what they may name and what they come to. */
class DraftTrialTests {

    private static final WorkflowDraft DRAFT =
            WorkflowDraft.parse(
                    """
                    {"input": {"type": "object", "properties": {
                        "topic": {"type": "string", "default": "moons"},
                        "n": {"type": "integer", "examples": [4]}}},
                     "variables": {"log": []},
                     "steps": [
                      {"id": "ask", "kind": "agent", "agent": "assistant", "schema": {"type":
                        "object", "properties": {"topic": {"enum": ["billing", "other"]}}}},
                      {"id": "each", "kind": "map", "over": "[input.topic]", "as": "word",
                       "steps": [{"id": "long", "kind": "transform", "value": "${size(word)}",
                         "when": "index == 0", "assign": {"log": {"append": "${result}"}}}],
                       "output": "${results.long}"},
                      {"id": "made", "kind": "transform", "when": "input.n > 3",
                       "value": {"a": "${input.topic}!", "b": "${results.ask.json.topic}",
                                 "c": "${1 / 0}"}},
                      {"id": "later", "kind": "wait", "signal": "x"}]}
                    """);

    @Test
    void namesWhatIsBoundWithTypesAndSamples() {
        var trial = DraftTrial.of(DRAFT, null);

        assertThat(trial.names("/steps/2/when"))
                .contains(
                        new Named("input.topic", "string", "\"moons\""),
                        new Named("input.n", "integer", "4"),
                        new Named("variables.log", "array", "[]"),
                        new Named("results.ask.json", "object", "{\"topic\":\"billing\"}"),
                        new Named("results.each", "array or null", "[1]"))
                .extracting(Named::name)
                .doesNotContain("results.long", "results.made", "results.later.signal", "word");
        assertThat(trial.names("/steps/1/steps/0/when"))
                .contains(new Named("word", "string", "\"moons\""))
                .contains(new Named("index", "integer", "1"));
        assertThat(trial.namesBeyond("/steps/1/steps/0/assign", "/steps/1/steps/0/when"))
                .containsExactly(new Named("result", "integer", "1"));
        assertThat(trial.namesBeyond("/steps/2/value", "/steps/2/when")).isEmpty();
        assertThat(trial.namesBeyond("/steps/2/on_failure/value", "/steps/2/when"))
                .extracting(Named::name)
                .containsExactly("error.code", "error.message");
    }

    @Test
    void computesExpressionsWithMadeUpSamples() {
        var trial = DraftTrial.of(DRAFT, null);

        assertThat(trial.tried("/steps/2/when"))
                .containsExactly(new Tried("input.n > 3", "true", false));
        assertThat(trial.tried("/steps/2/value"))
                .startsWith(
                        new Tried("input.topic", "\"moons\"", false),
                        new Tried("results.ask.json.topic", "\"billing\"", false))
                .last()
                .satisfies(
                        failed -> {
                            assertThat(failed.isFailed()).isTrue();
                            assertThat(failed.value()).contains("zero");
                        });
    }

    @Test
    void computesExpressionsWithWhatARunCameTo() {
        var trial =
                DraftTrial.of(
                        DRAFT,
                        new Recorded(
                                Map.of("topic", "tides", "n", 1L),
                                Map.of("ask", Map.of("json", Map.of("topic", "other")))));

        assertThat(trial.isRecorded()).isTrue();
        assertThat(trial.tried("/steps/2/when"))
                .containsExactly(new Tried("input.n > 3", "false", false));
        assertThat(trial.tried("/steps/2/value"))
                .contains(
                        new Tried("input.topic", "\"tides\"", false),
                        new Tried("results.ask.json.topic", "\"other\"", false));
    }

    @Test
    void spendsNoMoreOnAllOfThemThanOnOne() {
        var dear =
                "[1,2,3,4,5,6,7,8,9].map(a, [1,2,3,4,5,6,7,8,9].map(b, [1,2,3,4,5,6,7,8,9].map(c,"
                        + " [1,2,3,4,5,6,7,8,9].map(d, [1,2,3,4,5,6,7,8,9].map(e, e))))).size() >"
                        + " %d";
        var steps =
                List.of(0, 1, 2, 3, 4, 5, 6, 7).stream()
                        .map(at -> "\"c%d\":\"${%s}\"".formatted(at, dear.formatted(at)))
                        .toList();
        var trial =
                DraftTrial.of(
                        WorkflowDraft.parse(
                                "{\"steps\":[{\"id\":\"a\",\"kind\":\"transform\",\"value\":{%s}}]}"
                                        .formatted(String.join(",", steps))),
                        null);

        assertThat(trial.tried("/steps/0/value"))
                .hasSize(8)
                .anyMatch(each -> !each.isFailed())
                .last()
                .satisfies(each -> assertThat(each.value()).contains("costs too much"));
    }

    @Test
    void cutsWhatIsLong() {
        var trial = DraftTrial.of(DRAFT, new Recorded(Map.of("topic", "🌙".repeat(500)), Map.of()));

        assertThat(trial.tried("/steps/2/value").getFirst().value())
                .endsWith("🌙…")
                .hasSizeLessThan(400);
    }

    @Test
    void saysNothingOfWhatCannotBeRead() {
        var trial = DraftTrial.of(WorkflowDraft.parse("{\"steps\": 1}"), null);

        assertThat(trial.findings()).isNotEmpty();
        assertThat(trial.tried("/steps/0/when")).isEmpty();
        assertThat(trial.names("/steps/0/when")).isEmpty();
    }
}
