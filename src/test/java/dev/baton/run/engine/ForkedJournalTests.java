package dev.baton.run.engine;

import static dev.baton.run.engine.Graphs.agent;
import static dev.baton.run.engine.Graphs.each;
import static dev.baton.run.engine.Graphs.graph;
import static dev.baton.run.engine.Graphs.http;
import static dev.baton.run.engine.Graphs.step;
import static dev.baton.run.engine.Graphs.undone;
import static dev.baton.run.engine.Graphs.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.run.RunStatus;
import dev.baton.workflow.Action;
import dev.baton.workflow.Merge;

import org.junit.jupiter.api.Test;

import java.util.List;

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
}
