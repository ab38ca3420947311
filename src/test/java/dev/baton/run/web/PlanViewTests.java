package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.planner.Plan;
import dev.baton.planner.PlanSource;
import dev.baton.planner.PlannedStep;
import dev.baton.planner.Range;
import dev.baton.platform.json.JsonValues;
import dev.baton.run.CostLimit;
import dev.baton.run.web.PlanView.Line;
import dev.baton.selection.Strategy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A plan is told in the order in which its steps can begin. */
class PlanViewTests {

    private static final String WAYS =
            """
            {"steps": [
              {"id": "end", "kind": "transform", "value": 1, "after": ["yes", "no"]},
              {"id": "route", "kind": "branch", "after": [],
               "cases": [{"when": "input.ok", "to": ["yes"]}], "otherwise": ["no"]},
              {"id": "yes", "kind": "transform", "value": 1, "after": ["route"]},
              {"id": "no", "kind": "transform", "value": 1, "after": ["route"]},
              {"id": "alone", "kind": "transform", "value": 1, "after": []}]}
            """;

    private static final String ASKING =
            """
            {"steps": [
              {"id": "each", "kind": "map", "over": "input.items", "as": "one", "steps": [
                {"id": "named", "kind": "agent", "agent": "writer",
                 "messages": [{"role": "user", "content": "Hello"}]}]},
              {"id": "able", "kind": "agent", "capability": "write",
               "messages": [{"role": "user", "content": "Hello"}]},
              {"id": "ask", "kind": "approval", "details": {},
               "approval": {"title": "Go?", "roles": ["editor"]}},
              {"id": "send", "kind": "http", "url": "https://example.org/"}]}
            """;

    @Test
    void namesEachStepAfterThoseItComesAfter() {
        assertThat(view(WAYS, List.of(), planned("end", "route", "yes", "no", "alone")).lines())
                .extracting(Line::key)
                .containsExactly("route", "yes", "no", "end", "alone");
    }

    @Test
    void tellsWhatMayRunAtTheSameTimeAndNotTheOtherWayOfABranch() {
        var view = view(WAYS, List.of(), planned("end", "route", "yes", "no", "alone"));

        assertThat(line(view, "yes").beside()).containsExactly("alone");
        assertThat(line(view, "end").beside()).containsExactly("alone");
        assertThat(line(view, "alone").beside()).containsExactly("route", "yes", "no", "end");
        assertThat(line(view, "end").after()).containsExactly("yes", "no");
    }

    @Test
    void tellsHowManyMoreThereAreThanAreNamed() {
        var steps = new StringBuilder();
        for (var at = 0; at < 9; at++) {
            steps.append(at == 0 ? "" : ",")
                    .append(
                            "{\"id\":\"s%d\",\"kind\":\"transform\",\"value\":1,\"after\":[]}"
                                    .formatted(at));
        }
        var ids = new String[] {"s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"};

        var line = line(view("{\"steps\":[" + steps + "]}", List.of(), planned(ids)), "s0");

        assertThat(line.beside()).containsExactly("s1", "s2", "s3", "s4", "s5");
        assertThat(line.besides()).isEqualTo(3);
    }

    @Test
    void saysOfEachAgentWhyIt() {
        var view = asking(List.of());

        assertThat(line(view, "each/*/named").depth()).isEqualTo(1);
        assertThat(line(view, "each/*/named").why())
                .isEqualTo(PlanView.Sentence.of("run.task.agent.named"));
        assertThat(line(view, "able").why())
                .isEqualTo(PlanView.Sentence.of("run.task.agent.likely", "write"));
        assertThat(line(view, "send").why()).isNull();
        assertThat(line(view, "send").asksAgent()).isFalse();
        assertThat(view.approvals()).isEqualTo(1);
        assertThat(view.requests()).isEqualTo(1);
    }

    @Test
    void tellsWhatWasDecidedOfAStepAtTheStep() {
        var chosen = new Plan.Why("agent_has", List.of("able", "writer", "write", "cost"));
        var merged = new Plan.Why("merged", List.of("1"));

        var view = asking(List.of(chosen, merged));

        assertThat(line(view, "able").why())
                .isEqualTo(new PlanView.Sentence(chosen.key(), chosen.words()));
        assertThat(view.reasons()).containsExactly(merged);
    }

    private static PlanView asking(List<Plan.Why> why) {
        return view(
                ASKING,
                why,
                List.of(
                        planned("each", "map", null, null),
                        planned("named", "agent", "writer", null),
                        planned("able", "agent", "writer", "write"),
                        planned("ask", "approval", null, null),
                        planned("send", "http", null, null)));
    }

    private static Line line(PlanView view, String key) {
        return view.lines().stream()
                .filter(line -> line.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsWhatIsLeftOfTheBudgetAndWhetherItIsEnough() {
        var enough = view(WAYS, List.of(), List.of(), 10L);
        assertThat(enough.leftAfter()).isEqualTo(new Range(2, 7, 8));
        assertThat(enough.isShort()).isFalse();

        var few = view(WAYS, List.of(), List.of(), 5L);
        assertThat(few.leftAfter()).isEqualTo(new Range(0, 2, 3));
        assertThat(few.isShort()).isTrue();

        var unlimited = view(WAYS, List.of(), List.of());
        assertThat(unlimited.leftAfter()).isNull();
        assertThat(unlimited.isShort()).isFalse();
    }

    @Test
    void saysHowTheCostFitsTheLowerOfTwoLimits() {
        assertThat(limited(null, null).warning()).isNull();
        assertThat(limited(null, 8L).warning()).isNull();
        assertThat(limited(null, 7L).warning()).isEqualTo("run.task.limit.high");
        assertThat(limited(null, 2L).warning()).isEqualTo("run.task.limit.likely");
        assertThat(limited(null, 2L).isOverLimit()).isFalse();
        assertThat(limited(null, 1L).warning()).isEqualTo("run.task.limit.low");
        assertThat(limited(null, 1L).isOverLimit()).isTrue();
        assertThat(limited("0.000000002", 8L).warning()).isEqualTo("run.task.limit.likely.graph");
        assertThat(limited("1", 1L).warning()).isEqualTo("run.task.limit.low");
    }

    private static PlanView limited(@Nullable String own, @Nullable Long given) {
        var graph = own == null ? WAYS : "{\"limits\":{\"cost\":" + own + "}," + WAYS.substring(1);
        var plan = plan(graph, List.of(), List.of());
        return new PlanView(plan, null, CostLimit.of(plan, given));
    }

    private static PlanView view(String graph, List<Plan.Why> why, List<PlannedStep> steps) {
        return view(graph, why, steps, null);
    }

    private static PlanView view(
            String graph, List<Plan.Why> why, List<PlannedStep> steps, @Nullable Long left) {
        return new PlanView(plan(graph, why, steps), left, null);
    }

    /** Its cost is 2 to 8 nano-units, and likely 3. */
    private static Plan plan(String graph, List<Plan.Why> why, List<PlannedStep> steps) {
        return new Plan(
                "0".repeat(64),
                "1".repeat(64),
                JsonValues.object(graph),
                Map.of(),
                PlanSource.GIVEN,
                null,
                Strategy.BALANCED,
                1,
                steps,
                "USD",
                new Range(2, 3, 8),
                Range.ZERO,
                why,
                null,
                null);
    }

    private static List<PlannedStep> planned(String... ids) {
        return Arrays.stream(ids).map(id -> planned(id, "transform", null, null)).toList();
    }

    private static PlannedStep planned(
            String id, String kind, @Nullable String agent, @Nullable String capability) {
        return new PlannedStep(
                id,
                id,
                kind,
                agent,
                capability,
                List.of(),
                null,
                0,
                0,
                Range.ZERO,
                Range.ZERO,
                Range.ZERO,
                false,
                null,
                false,
                null);
    }
}
