package dev.baton.run.engine;

import static dev.baton.run.engine.Graphs.each;
import static dev.baton.run.engine.Graphs.graph;
import static dev.baton.run.engine.Graphs.http;
import static dev.baton.run.engine.Graphs.loop;
import static dev.baton.run.engine.Graphs.retries;
import static dev.baton.run.engine.Graphs.setting;
import static dev.baton.run.engine.Graphs.step;
import static dev.baton.run.engine.Graphs.undone;
import static dev.baton.run.engine.Graphs.value;
import static dev.baton.run.engine.Graphs.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.platform.json.JsonValues;
import dev.baton.run.RunStatus;
import dev.baton.run.StepError;
import dev.baton.workflow.Action;
import dev.baton.workflow.Assignment;
import dev.baton.workflow.FailurePolicy;
import dev.baton.workflow.RetryPolicy.Failure;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An image of a run's state leaves nothing out, whatever has happened to the run. */
class StateImageProperties {

    private static final GraphIndex GRAPH =
            graph(
                    undone(step("pay", http()), http()),
                    setting(step("note", value(_ -> 7L), "pay"), "notes", Assignment.How.APPEND),
                    with(step("shaky", http()), retries(2), new FailurePolicy.Fail()),
                    step(
                            "all",
                            each(
                                    _ -> List.of("a", Map.of("b", 1.5), 3L),
                                    2,
                                    1,
                                    step("x", http()),
                                    step("y", value(bound -> bound.get("item")), "x")),
                            "pay"),
                    step(
                            "rounds",
                            loop(
                                    bound -> Long.valueOf(2).equals(bound.get("round")),
                                    4,
                                    step("again", http())),
                            "shaky"),
                    step("wait", new Action.Wait(null, null, "go")),
                    step("last", http(), "all", "rounds", "wait"));

    /**
     * @param choices what happens next, each time
     */
    @Property(tries = 60)
    void nothingIsMissingOfWhatWasFoldedBefore(
            @ForAll @Size(min = 1, max = 30) List<Integer> choices) {
        var play = Play.of(GRAPH);
        for (var choice : choices) {
            happen(play, Math.floorMod(choice, 1_000));
        }
        var journal = play.happened();

        var whole = json(fold(new RunState(GRAPH), journal));
        for (var cut = 0; cut <= journal.size(); cut++) {
            var kept = json(fold(new RunState(GRAPH), journal.subList(0, cut)));
            var read = new RunState(GRAPH, read(kept));
            assertThat(json(read)).as("read at " + cut).isEqualTo(kept);
            assertThat(json(fold(read, journal.subList(cut, journal.size()))))
                    .as("gone on with from " + cut)
                    .isEqualTo(whole);
        }
    }

    /** What is not in the image but in what follows from it. */
    @Property(tries = 60)
    void goesOnAlike(@ForAll @Size(min = 1, max = 20) List<Integer> choices) {
        var play = Play.of(GRAPH);
        for (var choice : choices) {
            happen(play, Math.floorMod(choice, 1_000));
        }
        var folded = play.refolded();

        var read = new RunState(GRAPH, read(json(folded)));

        assertThat(read.status()).isEqualTo(folded.status());
        assertThat(read.progress()).isEqualTo(folded.progress());
        assertThat(read.due()).isEqualTo(folded.due());
        assertThat(read.asked()).isEqualTo(folded.asked());
        assertThat(read.children()).isEqualTo(folded.children());
        assertThat(events(read, play)).isEqualTo(events(folded, play));
    }

    private static List<RunEvent> events(RunState state, Play play) {
        var ids = new long[] {5_000};
        var advance =
                new Advance(
                        state,
                        Map.of("id", "r"),
                        new Retries(() -> 0.5),
                        () -> new UUID(0, ++ids[0]),
                        play.now().plus(Duration.ofHours(1)));
        return advance.resume().wake().signal("go", "now").events();
    }

    private static void happen(Play play, int choice) {
        var acting = play.acting();
        if (play.status().isFinal()) {
            return;
        }
        var path = acting.isEmpty() ? null : acting.get(choice / 10 % acting.size());
        switch (choice % 10) {
            case 0, 1, 2, 3 -> {
                if (path != null) {
                    play.done(path, result(choice));
                }
            }
            case 4 -> {
                if (path != null) {
                    play.ended(
                            path,
                            new StepOutcome.Failed(
                                    new StepError("peer_failed", "It failed."),
                                    Failure.SERVER_ERROR,
                                    null,
                                    new RunEvent.Use(3, 2, 1, "one", new UUID(3, 3), null, null)));
                }
            }
            case 5 -> {
                if (path != null) {
                    play.ended(
                            path,
                            new StepOutcome.Delayed(
                                    "agent_busy", "Busy.", play.now().plusSeconds(2)));
                }
            }
            case 6 -> play.later(Duration.ofSeconds(choice % 20));
            case 7 -> play.move(advance -> advance.signal(choice > 500 ? "go" : "other", choice));
            case 8 -> play.move(advance -> advance.set(variables(choice), "somebody", null));
            default -> {
                if (choice > 990) {
                    play.move(
                            advance ->
                                    advance.end(
                                            RunStatus.CANCELLED,
                                            new StepError("cancelled", "No.")));
                } else if (choice > 950) {
                    play.move(Advance::timeOut);
                } else if (choice > 500) {
                    play.crash();
                } else if (play.state().isPaused()) {
                    play.move(advance -> advance.resume("somebody").wake());
                } else {
                    play.move(advance -> advance.pause("somebody", ""));
                }
            }
        }
    }

    private static Object result(int choice) {
        var some = new HashMap<String, Object>();
        some.put("text", "ผลลัพธ์ " + choice);
        some.put("nothing", null);
        some.put("list", new ArrayList<>(List.of(1L, 2.5, true)));
        return choice % 3 == 0 ? some : (long) choice;
    }

    private static Map<String, Object> variables(int choice) {
        var values = new HashMap<String, Object>();
        values.put("v" + choice % 3, choice % 2 == 0 ? null : (Object) List.of((long) choice));
        return values;
    }

    private static RunState fold(RunState state, List<Fork.Happened> journal) {
        journal.forEach(one -> state.apply(one.event(), one.at()));
        return state;
    }

    /** Members in whatever order. */
    private static JsonNode json(RunState state) {
        return JsonValues.mapper().readTree(JsonValues.mapper().writeValueAsString(state.image()));
    }

    private static StateImage read(JsonNode json) {
        return JsonValues.mapper().readValue(json.toString(), StateImage.class);
    }
}
