package dev.baton.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.platform.json.CanonicalJson;
import dev.baton.selection.Strategy;
import dev.baton.workflow.GraphReader;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.ArrayList;
import java.util.List;

/** Whatever somebody writes, the plan of it is a graph that can be run. */
class PlannedGraphProperties {

    private static final List<String> SCRAPS =
            List.of(
                    " ",
                    " ",
                    "\n",
                    "\n\n",
                    ". ",
                    ", ",
                    ": ",
                    "; ",
                    "1. ",
                    "2) ",
                    "- ",
                    "```",
                    "\"",
                    "?",
                    "${x}",
                    "$${y}",
                    "${",
                    "}",
                    "the results",
                    "it",
                    "them",
                    "el resultado",
                    "ผลลัพธ์",
                    "cats",
                    "tea",
                    "gatos",
                    "ชา",
                    "🙂",
                    "this contract",
                    "the article",
                    "in Thai",
                    "to Thai and Spanish",
                    "al tailandés y al español",
                    "เป็นภาษาไทยและภาษาสเปน",
                    "\ud83d",
                    "\u0000",
                    "A, B and C");

    @Provide
    static Arbitrary<String> tasks() {
        var words = new ArrayList<>(SCRAPS);
        words.addAll(Lexicon.actions().keySet());
        words.addAll(Lexicon.THEN);
        words.addAll(Lexicon.FINALLY);
        words.addAll(Lexicon.AND);
        words.addAll(Lexicon.PARALLEL);
        words.addAll(Lexicon.FOR_EACH);
        words.addAll(Lexicon.OF);
        words.addAll(Lexicon.POLITE);
        var spoken =
                Arbitraries.of(words)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(60)
                        .map(it -> String.join(" ", it));
        var glued =
                Arbitraries.of(words)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(60)
                        .map(it -> String.join("", it));
        return Arbitraries.oneOf(
                        spoken, glued, Arbitraries.strings().ofMinLength(1).ofMaxLength(300))
                .filter(text -> !text.isBlank());
    }

    @Property(tries = 600)
    void readsClean(@ForAll("tasks") String text, @ForAll Strategy strategy) {
        var task = TaskReader.read(Planner.checked(text));
        var steps = Decomposer.decompose(task, strategy).steps();

        var graph =
                GraphDraft.write(
                        task,
                        steps,
                        strategy,
                        step ->
                                step.id().length() % 2 == 0
                                        ? new AgentPick("assistant", null, List.of())
                                        : new AgentPick(null, "research", List.of()));

        var reading = GraphReader.read(graph);
        assertThat(reading.findings()).isEmpty();
        assertThat(reading.hash()).isEqualTo(CanonicalJson.hash(graph));
        assertThat(steps).isNotEmpty();
        assertThat(GraphDraft.input(task).get("task")).isEqualTo(task.text());
    }

    @Property(tries = 100)
    void makesTheSamePlanOfTheSameTask(@ForAll("tasks") String text, @ForAll Strategy strategy) {
        var task = TaskReader.read(Planner.checked(text));

        assertThat(Decomposer.decompose(TaskReader.read(Planner.checked(text)), strategy))
                .isEqualTo(Decomposer.decompose(task, strategy));
        assertThat(TemplateMatcher.match(task, strategy))
                .isEqualTo(TemplateMatcher.match(task, strategy));
    }
}
