package dev.baton.run.engine;

import static dev.baton.run.engine.Graphs.agent;
import static dev.baton.run.engine.Graphs.each;
import static dev.baton.run.engine.Graphs.graph;
import static dev.baton.run.engine.Graphs.http;
import static dev.baton.run.engine.Graphs.loop;
import static dev.baton.run.engine.Graphs.step;
import static dev.baton.run.engine.Graphs.undone;
import static dev.baton.run.engine.Graphs.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.run.RunStatus;
import dev.baton.workflow.Action;
import dev.baton.workflow.Merge;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** What another run begins with, and that it can come to its end from there. */
class ForkedJournalTests {

    @Test
    void makesAgainWhatTheRunFailedOf() {
        var graph = graph(step("a", http()), step("b", http()), step("c", value(_ -> 1L), "a"));
        var before = Play.of(graph).failed("a");
        assertThat(before.status()).isEqualTo(RunStatus.FAILED);

        var fork = Play.forked(graph, before, List.of("b"));

        assertThat(fork.acting()).containsExactlyInAnyOrder("a", "b");
        fork.done("a", 1L).done("b", 2L);
        assertThat(fork.status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void bringsResultsTogetherAnewWhereOnlyThatWasUnderWay() {
        var each =
                each(
                        _ -> List.of(1L, 2L),
                        2,
                        0,
                        new Merge.ByAgent((Action.Agent) agent("judge")),
                        step("x", http()));
        var graph = graph(step("all", each));
        var before = Play.of(graph).done("all/0/x", "one").done("all/1/x", "two");
        assertThat(before.acting()).containsExactly("all");
        var key = before.act("all").call();

        var fork = Play.forked(graph, before, List.of());

        assertThat(fork.acting()).containsExactly("all");
        assertThat(fork.act("all").call()).isNotEqualTo(key);
        fork.done("all", "both");
        assertThat(fork.state().output()).isEqualTo("both");
    }

    @Test
    void goesOnWithItemsThatAreMissing() {
        var each = each(_ -> List.of(1L, 2L, 3L), 1, 0, step("x", http()));
        var graph = graph(step("all", each));
        var before = Play.of(graph).done("all/0/x", "one");
        assertThat(before.acting()).containsExactly("all/1/x");

        var fork = Play.forked(graph, before, List.of());
        fork.done("all/1/x", "two").done("all/2/x", "three");

        assertThat(fork.state().output()).isEqualTo(List.of("one", "two", "three"));
    }

    @Test
    void leavesTheOtherRunsEffectsToThat() {
        var graph = graph(undone(step("pay", http()), http()), step("then", http(), "pay"));
        var before = Play.of(graph).done("pay", 1L);

        var fork = Play.forked(graph, before, List.of());
        fork.failed("then");

        assertThat(fork.status()).isEqualTo(RunStatus.FAILED);
        assertThat(fork.acting()).isEmpty();
    }

    @Test
    void tellsWhichStepsMayNotBeChangedAnyMore() {
        var each = each(_ -> List.of(1L, 2L), 2, 0, step("x", http()));
        var graph = graph(step("a", http()), step("all", each), step("late", http(), "a"));
        var before = Play.of(graph).done("all/0/x", 1L);
        var fork = new Fork(graph);

        assertThat(fork.begun(fork.keep(before.happened(), List.of()))).containsExactly("all");
    }

    @Test
    void executesOnlyTheItemsThatDidNotComeOut() {
        var each = each(_ -> List.of(1L, 2L, 3L, 4L, 5L), 2, 0, step("x", http()));
        var graph = graph(step("all", each), step("then", http(), "all"));
        var before = Play.of(graph).done("all/0/x", "one").done("all/1/x", "two").failed("all/2/x");
        assertThat(before.status()).isEqualTo(RunStatus.FAILED);

        var fork = Play.forked(graph, before, List.of());

        assertThat(fork.acting()).containsExactly("all/2/x", "all/3/x");
        fork.done("all/3/x", "four").crash().done("all/2/x", "three").done("all/4/x", "five");
        assertThat(fork.state().results().get("all"))
                .isEqualTo(List.of("one", "two", "three", "four", "five"));
        assertThat(fork.acting()).containsExactly("then");
    }

    @Test
    void goesOnWithTheStepsOfAnItem() {
        var each =
                each(
                        _ -> List.of(1L, 2L),
                        1,
                        0,
                        step("x", http()),
                        step("y", http(), "x"),
                        step("z", value(bound -> bound.get("results")), "y"));
        var graph = graph(step("all", each));
        var before = Play.of(graph).done("all/0/x", "one").failed("all/0/y");

        var fork = Play.forked(graph, before, List.of());

        assertThat(fork.acting()).containsExactly("all/0/y");
        fork.done("all/0/y", "more").done("all/1/x", "two").done("all/1/y", "none");
        assertThat(fork.state().output())
                .isEqualTo(
                        List.of(Map.of("x", "one", "y", "more"), Map.of("x", "two", "y", "none")));
    }

    @Test
    void hasNoMoreItemsUnderWayThanTheStepAllows() {
        var each =
                each(
                        _ -> List.of(1L, 2L, 3L, 4L, 5L),
                        2,
                        3,
                        step("x", value(_ -> 1L)),
                        step("y", http(), "x"));
        var graph = graph(step("all", each));
        var before = Play.of(graph);
        for (var item = 0; item < 4; item++) {
            before.failed("all/" + item + "/y");
        }
        assertThat(before.status()).isEqualTo(RunStatus.FAILED);

        var fork = Play.forked(graph, before, List.of());

        assertThat(fork.acting()).containsExactly("all/0/y", "all/1/y");
        fork.crash();
        assertThat(fork.acting()).containsExactly("all/0/y", "all/1/y");
        fork.done("all/1/y", 1L);
        assertThat(fork.acting()).containsExactly("all/0/y", "all/2/y");
        fork.move(advance -> advance.pause("somebody", "")).done("all/0/y", 0L);
        fork.move(advance -> advance.resume("somebody"));
        assertThat(fork.acting()).containsExactly("all/2/y", "all/3/y");
        fork.done("all/2/y", 2L).done("all/3/y", 3L).done("all/4/y", 4L);
        assertThat(fork.state().output()).isEqualTo(List.of(0L, 1L, 2L, 3L, 4L));
    }

    @Test
    void triesToleratedItemsAgainOnlyWhereTheStepFailed() {
        var each = each(_ -> List.of(1L, 2L), 1, 1, step("x", http()));
        var graph = graph(step("all", each), step("then", http(), "all"));
        var before = Play.of(graph).failed("all/0/x").done("all/1/x", "two").failed("then");

        var fork = Play.forked(graph, before, List.of());

        assertThat(fork.acting()).containsExactly("then");
    }

    @Test
    void goesOnWithTheRoundThatFailed() {
        var graph = graph(step("rounds", loop(null, 3, step("x", http()), step("y", http(), "x"))));
        var before = Play.of(graph).done("rounds/0/x", 1L).done("rounds/0/y", 2L);
        before.done("rounds/1/x", 3L).failed("rounds/1/y");

        var fork = Play.forked(graph, before, List.of());

        assertThat(fork.acting()).containsExactly("rounds/1/y");
        fork.done("rounds/1/y", 4L).done("rounds/2/x", 5L).done("rounds/2/y", 6L);
        assertThat(fork.state().output()).isEqualTo(Map.of("rounds", 3L, "output", 6L));
    }

    @Test
    void makesALoopAgainThatWentInCircles() {
        var graph = graph(step("rounds", loop(null, 50, step("x", http()))));
        var before = Play.of(graph);
        for (var round = 0; round < 5; round++) {
            before.done("rounds/" + round + "/x", 1L);
        }
        assertThat(before.status()).isEqualTo(RunStatus.FAILED);

        var fork = Play.forked(graph, before, List.of());

        assertThat(fork.acting()).containsExactly("rounds/0/x");
    }

    @Test
    void makesAllItemsAgainWhereTheyCouldNotBeBroughtTogether() {
        var each = each(_ -> List.of(1L, 2L), 2, 0, new Merge.Majority(null), step("x", http()));
        var graph = graph(step("all", each));
        var before = Play.of(graph).done("all/0/x", "yes").done("all/1/x", "no");
        assertThat(before.status()).isEqualTo(RunStatus.FAILED);

        var fork = Play.forked(graph, before, List.of());

        assertThat(fork.acting()).containsExactly("all/0/x", "all/1/x");
    }

    @Test
    void makesOnlyTheItemsAgainWhoseEffectsWereUndone() {
        var each = each(_ -> List.of(1L, 2L, 3L), 1, 0, undone(step("pay", http()), http()));
        var graph =
                graph(
                        step("all", each),
                        step("note", value(bound -> bound.get("results")), "all"),
                        step("then", http(), "note"));
        var before = Play.of(graph).done("all/0/pay", 1L).done("all/1/pay", 2L);
        before.done("all/2/pay", 3L).failed("then");
        before.done("undo:all/2/pay", null).failed("undo:all/1/pay").done("undo:all/0/pay", null);
        assertThat(before.status()).isEqualTo(RunStatus.FAILED);

        var fork = Play.forked(graph, before, List.of());

        assertThat(fork.acting()).containsExactly("all/0/pay");
        fork.done("all/0/pay", 10L).done("all/2/pay", 30L);
        assertThat(fork.state().results().get("all")).isEqualTo(List.of(10L, 2L, 30L));
        assertThat(fork.acting()).containsExactly("then");
    }

    @Test
    void triesAllAgainOfWhichTheFirstSuccessWasWanted() {
        var graph =
                graph(
                        step("a", http()),
                        step("b", http()),
                        step("any", new Action.Join(new Merge.FirstSuccess()), "a", "b"));
        var before = Play.of(graph).failed("a").failed("b");
        assertThat(before.status()).isEqualTo(RunStatus.FAILED);

        var fork = Play.forked(graph, before, List.of());

        assertThat(fork.acting()).containsExactly("a", "b");
        assertThat(fork.done("b", 1L).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void tellsHowMuchOfAStepIsKeptAndWhatItHasCost() {
        var each = each(_ -> List.of(1L, 2L, 3L), 3, 0, step("x", http()));
        var graph = graph(step("all", each));
        var before = Play.of(graph).used("all/0/x", 5).used("all/2/x", 7).failed("all/1/x");
        var fork = new Fork(graph);

        var kept = fork.keep(before.happened(), List.of());

        assertThat(kept.savedNanos()).isEqualTo(12);
        assertThat(fork.parts(kept)).containsExactly(Map.entry("all", new Fork.Part(2, 3)));
        assertThat(fork.over(kept)).isEmpty();
        assertThat(fork.keep(before.happened(), List.of("all")).savedNanos()).isZero();
    }
}
