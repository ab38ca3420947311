package dev.baton.run.engine;

import static dev.baton.run.engine.Graphs.agent;
import static dev.baton.run.engine.Graphs.each;
import static dev.baton.run.engine.Graphs.expression;
import static dev.baton.run.engine.Graphs.graph;
import static dev.baton.run.engine.Graphs.http;
import static dev.baton.run.engine.Graphs.loop;
import static dev.baton.run.engine.Graphs.retries;
import static dev.baton.run.engine.Graphs.setting;
import static dev.baton.run.engine.Graphs.step;
import static dev.baton.run.engine.Graphs.template;
import static dev.baton.run.engine.Graphs.undone;
import static dev.baton.run.engine.Graphs.value;
import static dev.baton.run.engine.Graphs.when;
import static dev.baton.run.engine.Graphs.with;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.run.RunStatus;
import dev.baton.run.StepError;
import dev.baton.run.engine.RunEvent.StepSkipped.Why;
import dev.baton.workflow.Action;
import dev.baton.workflow.ApprovalRule;
import dev.baton.workflow.Assignment;
import dev.baton.workflow.ExpressionFailed;
import dev.baton.workflow.FailurePolicy;
import dev.baton.workflow.Merge;
import dev.baton.workflow.RetryPolicy.Failure;
import dev.baton.workflow.RunLimits;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

class AdvanceTests {

    private static final FailurePolicy FAIL = new FailurePolicy.Fail();

    private static Object result(Map<String, ?> bound, String step) {
        return ((Map<?, ?>) bound.get("results")).get(step);
    }

    @Test
    void beginsAStepOnlyAfterThatBeforeItAndHandsItsResultOn() {
        var play =
                Play.of(
                        graph(
                                step("a", http()),
                                step("b", http(bound -> "http://" + result(bound, "a")), "a")));

        assertThat(play.acting()).containsExactly("a");
        play.done("a", "peer");

        assertThat(play.acting()).containsExactly("b");
        assertThat(play.act("b").arguments())
                .isEqualTo(Map.of("method", "POST", "url", "http://peer"));
        play.done("b", "end");
        assertThat(play.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(play.state().output()).isEqualTo("end");
        assertThat(play.state().progress()).isEqualTo(1);
    }

    @Test
    void runsAtTheSameTimeWhatDoesNotWaitForEachOther() {
        var play =
                Play.of(
                        graph(
                                step("a", http()),
                                step("b", http()),
                                step("both", new Action.Join(new Merge.AsList()), "a", "b")));

        assertThat(play.acting()).containsExactly("a", "b");
        play.done("b", 2L);
        assertThat(play.state().progress()).isEqualTo(1 / 3.0);
        play.done("a", 1L);

        assertThat(play.state().output()).isEqualTo(List.of(1L, 2L));
    }

    @Test
    void skipsAStepWhoseConditionIsFalseAndGoesOnAfterIt() {
        var play =
                Play.of(
                        graph(
                                step("a", value(_ -> 1L)),
                                when(
                                        step("b", http(), "a"),
                                        bound -> result(bound, "a").equals(2L)),
                                step("c", value(bound -> "" + result(bound, "b")), "b")));

        assertThat(play.acting()).isEmpty();
        assertThat(play.state().output()).isEqualTo("null");
        assertThat(play.journal()).contains(new RunEvent.StepSkipped("b", Why.CONDITION));
    }

    @Test
    void givesNothingOfAStepThatWasSkipped() {
        var play = Play.of(graph(step("a", value(_ -> 1L)), when(step("b", http()), _ -> false)));

        assertThat(play.state().output()).isEqualTo(1L);
    }

    @Test
    void followsTheBranchThatIsChosen() {
        var branch =
                new Action.Branch(
                        List.of(
                                new Action.Branch.Case(expression(_ -> false), List.of("left")),
                                new Action.Branch.Case(expression(_ -> true), List.of("right"))),
                        List.of("else"));
        var play =
                Play.of(
                        graph(
                                step("route", branch),
                                step("left", http(), "route"),
                                step("right", http(), "route"),
                                step("else", http(), "route"),
                                step("further", http(), "else"),
                                step("after", value(_ -> "met"), "left", "right", "further")));

        assertThat(play.acting()).containsExactly("right");
        play.done("right", "r");
        assertThat(play.state().output()).isEqualTo("met");
        assertThat(play.journal())
                .contains(
                        new RunEvent.StepSkipped("left", Why.NOT_CHOSEN),
                        new RunEvent.StepSkipped("else", Why.NOT_CHOSEN),
                        new RunEvent.StepSkipped("further", Why.NOT_REACHED));
    }

    @Test
    void takesTheFirstSuccessAndDropsTheOthers() {
        var play =
                Play.of(
                        graph(
                                step("a", http()),
                                step("b", http()),
                                step("c", http()),
                                step(
                                        "first",
                                        new Action.Join(new Merge.FirstSuccess()),
                                        "a",
                                        "b",
                                        "c")));

        play.failed("a").done("c", "c");

        assertThat(play.acting()).isEmpty();
        assertThat(play.state().output()).isEqualTo("c");
        assertThat(play.journal()).contains(new RunEvent.StepCancelled("b", "first_success"));
    }

    @Test
    void failsWhenNoneOfSeveralSucceeds() {
        var play =
                Play.of(
                        graph(
                                step("a", http()),
                                step("b", http()),
                                step(
                                        "first",
                                        new Action.Join(new Merge.FirstSuccess()),
                                        "a",
                                        "b")));

        play.failed("a").failed("b");

        assertThat(play.status()).isEqualTo(RunStatus.FAILED);
        assertThat(play.state().failure())
                .isEqualTo(new StepError("no_success", "None of them succeeded.", "first"));
    }

    @Test
    void agreesWithTheMajorityOrFails() {
        var vote = step("vote", new Action.Join(new Merge.Majority(null)), "a", "b", "c");
        var votes = new Play[2];
        for (var at = 0; at < 2; at++) {
            votes[at] =
                    Play.of(graph(step("a", http()), step("b", http()), step("c", http()), vote));
        }

        votes[0].done("a", "yes").done("b", "no").done("c", "yes");
        votes[1].done("a", "yes").done("b", "no").done("c", "perhaps");

        assertThat(votes[0].state().output())
                .isEqualTo(Map.of("value", "yes", "votes", 2L, "of", 3L));
        assertThat(votes[1].state().failure().code()).isEqualTo("no_majority");
    }

    @Test
    void runsItemsSeveralAtATimeAndKeepsTheirOrder() {
        var items = List.of("x", "y", "z");
        var play =
                Play.of(
                        graph(
                                step(
                                        "each",
                                        each(
                                                _ -> items,
                                                2,
                                                0,
                                                step(
                                                        "get",
                                                        http(
                                                                bound ->
                                                                        bound.get("item")
                                                                                + "/"
                                                                                + bound.get(
                                                                                        "index")))))));

        assertThat(play.acting()).containsExactly("each/0/get", "each/1/get");
        play.done("each/1/get", "Y");
        assertThat(play.act("each/2/get").arguments())
                .isEqualTo(Map.of("method", "POST", "url", "z/2"));
        assertThat(play.state().progress()).isEqualTo(1 / 3.0);
        play.done("each/2/get", "Z").done("each/0/get", "X");

        assertThat(play.state().output()).isEqualTo(List.of("X", "Y", "Z"));
    }

    @Test
    void toleratesAsManyFailedItemsAsItIsTold() {
        var items = List.of(1L, 2L, 3L);
        var play = Play.of(graph(step("each", each(_ -> items, 3, 1, step("get", http())))));

        play.failed("each/1/get").done("each/0/get", "a").done("each/2/get", "c");
        assertThat(play.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat((List<?>) play.state().output()).hasSize(3).element(1).isNull();

        var strict = Play.of(graph(step("each", each(_ -> items, 3, 0, step("get", http())))));
        strict.failed("each/1/get");
        assertThat(strict.acting()).isEmpty();
        assertThat(strict.state().failure())
                .isEqualTo(new StepError("peer_failed", "It failed.", "each/1/get"));
    }

    @Test
    void bringsItemsTogetherInOtherWays() {
        var items = List.of("x", "y");
        var byKey =
                Play.of(
                        graph(
                                step(
                                        "each",
                                        each(
                                                _ -> items,
                                                2,
                                                0,
                                                new Merge.ByKey(expression(b -> b.get("item"))),
                                                step("get", value(b -> b.get("index")))))));
        assertThat(byKey.state().output()).isEqualTo(Map.of("x", 0L, "y", 1L));

        var agent = (Action.Agent) agent("editor");
        var byAgent =
                Play.of(
                        graph(
                                step(
                                        "each",
                                        each(
                                                _ -> items,
                                                2,
                                                0,
                                                new Merge.ByAgent(agent),
                                                step("get", value(b -> b.get("item")))))));
        assertThat(byAgent.act("each").action()).isEqualTo(agent);
        byAgent.crash();
        byAgent.done("each", "edited");
        assertThat(byAgent.state().output()).isEqualTo("edited");

        var first =
                Play.of(
                        graph(
                                step(
                                        "each",
                                        each(
                                                _ -> items,
                                                2,
                                                0,
                                                new Merge.FirstSuccess(),
                                                step("get", http())))));
        first.failed("each/0/get").done("each/1/get", "one");
        assertThat(first.state().output()).isEqualTo("one");
    }

    @Test
    void repeatsRoundsUntilItIsReachedOrThereWereEnough() {
        var reached =
                Play.of(
                        graph(
                                step(
                                        "again",
                                        loop(
                                                bound -> bound.get("output").equals(3L),
                                                10,
                                                step(
                                                        "count",
                                                        value(b -> (long) b.get("round") + 1))))));
        assertThat(reached.state().output()).isEqualTo(Map.of("rounds", 3L, "output", 3L));

        var enough =
                Play.of(graph(step("again", loop(null, 4, step("x", value(b -> b.get("last")))))));
        assertThat(((Map<?, ?>) enough.state().output()).get("rounds")).isEqualTo(4L);
    }

    @Test
    void endsARunThatGoesInCircles() {
        var play = Play.of(graph(step("again", loop(null, 100, step("same", http())))));

        IntStream.range(0, 5).forEach(round -> play.done("again/" + round + "/same", "x"));

        assertThat(play.state().failure().code()).isEqualTo("going_in_circles");
        assertThat(play.acting()).isEmpty();
    }

    @Test
    void goesOnWithMuchInSeveralMoves() {
        var items = IntStream.range(0, 3_000).boxed().toList();
        var play =
                Play.of(
                        graph(
                                new RunLimits(null, null, 10_000, 5),
                                step(
                                        "all",
                                        each(
                                                _ -> items,
                                                1_000,
                                                0,
                                                step("x", value(b -> b.get("item")))))));

        assertThat(play.state().output()).isEqualTo(items);
        assertThat(play.longest()).isLessThan(3_100);
    }

    @Test
    void countsItemsAndWhatIsComputedAgainstTheMostSteps() {
        var limits = new RunLimits(null, null, 100, 5);
        var inner = each(_ -> Collections.nCopies(9, 1L), 9, 0, step("x", value(_ -> 1L)));
        var play =
                Play.of(
                        graph(
                                limits,
                                step(
                                        "all",
                                        each(
                                                _ -> Collections.nCopies(9, 1L),
                                                9,
                                                0,
                                                step("inner", inner)))));

        assertThat(play.state().failure().code()).isEqualTo("too_many_steps");
        assertThat(play.journal()).hasSizeLessThan(400);
    }

    @Test
    void endsARunThatBecomesTooLarge() {
        var text = "x".repeat(1_000_000);
        var play =
                Play.of(
                        graph(
                                step(
                                        "all",
                                        each(
                                                _ -> Collections.nCopies(1_000, 1L),
                                                10,
                                                0,
                                                step("x", value(_ -> text))))));

        assertThat(play.state().failure().code()).isEqualTo("run_too_large");
        assertThat(play.longest()).isLessThan(20);
    }

    @Test
    void endsARunThatBecomesTooLargeByWhatItIsGiven() {
        var text = "x".repeat(1_000_000);
        var signalled = Play.of(graph(step("ask", new Action.Wait(null, null, "go"))));
        var set = Play.of(graph(step("ask", new Action.Wait(null, null, "go"))));
        signalled.move(advance -> advance.pause("ada", ""));

        for (var one = 0; one < 50; one++) {
            signalled.move(advance -> advance.signal("other", text));
            set.move(advance -> advance.set(Map.of("text", text), "ada", null));
        }

        for (var play : List.of(signalled, set)) {
            assertThat(play.status()).isEqualTo(RunStatus.FAILED);
            assertThat(play.state().failure().code()).isEqualTo("run_too_large");
            assertThat(Letters.of(play.journal())).isLessThan(LoopBreaker.MOST_LETTERS + 1_010_000);
        }
    }

    @Test
    void countsNoAttemptThatCouldNotBegin() {
        var limits = new RunLimits(null, null, 3, 1);
        var play = Play.of(graph(limits, step("again", loop(null, 1, step("busy", http())))));
        var pauses = new ArrayList<Duration>();

        for (var delay = 0; delay < 8; delay++) {
            var since = play.now();
            play.ended(
                    "again/0/busy",
                    new StepOutcome.Delayed("busy", "No room.", since.plusMillis(1)));
            pauses.add(Duration.between(since, play.state().due().orElseThrow()));
            play.later(Duration.ofMinutes(1));
        }
        play.done("again/0/busy", "x");

        assertThat(play.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(play.state().executed()).isEqualTo(1);
        assertThat(pauses.getFirst()).isEqualTo(Duration.ofMillis(500));
        assertThat(pauses.getLast()).isEqualTo(Duration.ofSeconds(16));
    }

    @Test
    void whatAStepSawStaysAsItWas() {
        var play =
                Play.of(
                        graph(
                                setting(step("a", value(_ -> 1L)), "seen", Assignment.How.APPEND),
                                step("variables", value(b -> b.get("variables")), "a"),
                                step("results", value(b -> b.get("results")), "variables"),
                                setting(
                                        step("b", value(_ -> 2L), "results"),
                                        "seen",
                                        Assignment.How.APPEND)));

        var results = play.state().results();
        assertThat(results.get("variables")).isEqualTo(Map.of("seen", List.of(1L)));
        assertThat(((Map<?, ?>) results.get("results")).keySet())
                .isEqualTo(Set.of("a", "variables"));
        assertThat(play.state().variables()).isEqualTo(Map.of("seen", List.of(1L, 2L)));
    }

    @Test
    void endsARunThatMakesTooManyAttempts() {
        var limits = new RunLimits(null, null, 2, 5);
        var play = Play.of(graph(limits, step("a", http()), step("b", http()), step("c", http())));

        assertThat(play.state().failure().code()).isEqualTo("too_many_steps");
    }

    @Test
    void triesAgainAfterPausesThatGrowUntilItHasTriedEnough() {
        var play = Play.of(graph(with(step("a", http()), retries(2), FAIL)));
        var call = play.act("a").call();

        play.failed("a");
        assertThat(play.status()).isEqualTo(RunStatus.WAITING);
        assertThat(play.later(Duration.ofMillis(999)).acting()).isEmpty();
        assertThat(play.later(Duration.ofMillis(1)).act("a").attempt()).isEqualTo(2);
        play.failed("a", Failure.RATE_LIMITED, Duration.ofSeconds(5));
        assertThat(play.later(Duration.ofSeconds(4)).acting()).isEmpty();
        play.later(Duration.ofSeconds(1));
        assertThat(play.act("a").call()).isEqualTo(call);
        play.failed("a");

        assertThat(play.status()).isEqualTo(RunStatus.FAILED);
        assertThat(play.state().executed()).isEqualTo(3);
    }

    @Test
    void doesNotRepeatWhatWillNotPassOrTakesTooLong() {
        var fatal = Play.of(graph(with(step("a", http()), retries(2), FAIL)));
        fatal.failed("a", null, null);
        assertThat(fatal.status()).isEqualTo(RunStatus.FAILED);

        var late = Play.of(graph(with(step("a", http()), retries(2), FAIL)));
        late.failed("a", Failure.RATE_LIMITED, Duration.ofHours(1));
        assertThat(late.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void countsNoAttemptWhenAStepCouldNotBegin() {
        var play = Play.of(graph(step("a", agent("busy"))));
        var until = Instant.parse("2026-01-01T00:00:02Z");

        play.ended("a", new StepOutcome.Delayed("agent_busy", "5 of 5 places taken", until));
        assertThat(play.status()).isEqualTo(RunStatus.WAITING);
        assertThat(play.later(Duration.ofSeconds(2)).act("a").attempt()).isEqualTo(1);
    }

    @Test
    void goesOnWithoutAStepAndSaysWhatIsMissing() {
        var goOn = new FailurePolicy.GoOn(template(b -> ((Map<?, ?>) b.get("error")).get("code")));
        var play =
                Play.of(
                        graph(
                                with(step("a", http()), Graphs.ONCE, goOn),
                                step("b", value(bound -> result(bound, "a")), "a")));

        play.failed("a");

        assertThat(play.state().output()).isEqualTo("peer_failed");
        assertThat(play.state().missing()).containsExactly("a");
    }

    @Test
    void asksAnotherAgentUnderAnotherKey() {
        var other = new FailurePolicy.OtherAgent(template(_ -> "second"));
        var play = Play.of(graph(with(step("a", agent("first")), Graphs.ONCE, other)));
        var key = play.act("a").call();

        play.failed("a");
        assertThat(play.act("a").arguments())
                .isEqualTo(Map.of("agent", "second", "instead_of", "first"));
        assertThat(play.act("a").call()).isNotEqualTo(key);
        play.failed("a");

        assertThat(play.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void marksWhatAnotherAgentAnswered() {
        var other = new FailurePolicy.OtherAgent(template(_ -> "second"));
        var step = with(step("a", agent("first")), Graphs.ONCE, other);

        var asked = Play.of(graph(step)).done("a", "text");
        var instead = Play.of(graph(step)).failed("a").done("a", "text");

        assertThat(isDegraded(asked)).isFalse();
        assertThat(isDegraded(instead)).isTrue();
    }

    private static boolean isDegraded(Play play) {
        return play.journal().stream()
                .anyMatch(it -> it instanceof RunEvent.StepCompleted done && done.degraded());
    }

    @Test
    void failsAStepWhoseOtherAgentCannotBeComputed() {
        var other =
                new FailurePolicy.OtherAgent(
                        template(
                                _ -> {
                                    throw new ExpressionFailed("no such key: x");
                                }));
        var play = Play.of(graph(with(step("a", agent("first")), Graphs.ONCE, other)));

        play.failed("a");

        assertThat(play.status()).isEqualTo(RunStatus.FAILED);
        assertThat(play.state().failure())
                .isEqualTo(new StepError("expression_failed", "no such key: x", "a"));
    }

    @Test
    void knowsWhichAgentsHaveFailedAtAStep() {
        var id = new UUID(4, 4);
        var play = Play.of(graph(with(step("a", agent("first")), retries(2), FAIL)));
        assertThat(play.act("a").failedAgents()).isEmpty();

        play.ended("a", failed(new RunEvent.Use(0, 0, 0, "first", id, null, null)));
        play.later(Duration.ofSeconds(2));

        assertThat(play.act("a").failedAgents()).containsExactly(id);
        assertThat(play.crash().act("a").failedAgents()).containsExactly(id);
    }

    private static StepOutcome failed(RunEvent.Use use) {
        return new StepOutcome.Failed(
                new StepError("peer_failed", "It failed."), Failure.SERVER_ERROR, null, use);
    }

    @Test
    void undoesInReverseWhatWasDoneBeforeTheRunFailed() {
        var play =
                Play.of(
                        graph(
                                undone(step("book", http()), http(b -> "undo/" + b.get("result"))),
                                undone(step("pay", http(), "book"), http(_ -> "refund")),
                                step("send", http(), "pay")));

        play.done("book", "b1").done("pay", "p1").failed("send");
        assertThat(play.status()).isEqualTo(RunStatus.COMPENSATING);
        assertThat(play.acting()).containsExactly("undo:pay");
        play.crash();
        play.failed("undo:pay", null, null);
        assertThat(play.act("undo:book").arguments())
                .isEqualTo(Map.of("method", "POST", "url", "undo/b1"));
        play.done("undo:book", null);

        assertThat(play.status()).isEqualTo(RunStatus.FAILED);
        assertThat(play.state().failure())
                .isEqualTo(new StepError("peer_failed", "It failed.", "send"));
    }

    @Test
    void undoesWhatWasDoneWhenTheTimeIsUp() {
        var play =
                Play.of(
                        graph(
                                undone(step("book", http()), http(_ -> "cancel")),
                                undone(step("pay", http(), "book"), http(_ -> "refund")),
                                step("send", http(), "pay")));
        play.done("book", "b1").done("pay", "p1");

        play.move(Advance::timeOut);
        assertThat(play.status()).isEqualTo(RunStatus.COMPENSATING);
        assertThat(play.acting()).containsExactly("undo:pay");
        play.crash().move(Advance::timeOut);
        assertThat(play.acting()).containsExactly("undo:pay");
        play.done("undo:pay", null).done("undo:book", null);

        assertThat(play.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(play.state().failure().code()).isEqualTo("run_timed_out");
    }

    @Test
    void endsAtOnceWhenTheTimeIsUpAndThereIsNothingToUndo() {
        var play = Play.of(graph(step("send", http())));

        play.move(Advance::timeOut);

        assertThat(play.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(play.acting()).isEmpty();
    }

    @Test
    void failsWhereAnExpressionCannotBeComputed() {
        var play =
                Play.of(
                        graph(
                                step(
                                        "a",
                                        value(
                                                _ -> {
                                                    throw new ExpressionFailed("no such key: x");
                                                }))));

        assertThat(play.state().failure())
                .isEqualTo(new StepError("expression_failed", "no such key: x", "a"));
    }

    @Test
    void addsToVariablesFromStepsThatRunAtTheSameTime() {
        var items = List.of(1L, 2L, 3L);
        var play =
                Play.of(
                        graph(
                                step(
                                        "each",
                                        each(
                                                _ -> items,
                                                3,
                                                0,
                                                setting(
                                                        step("get", http()),
                                                        "all",
                                                        Assignment.How.APPEND))),
                                setting(
                                        step("sum", value(_ -> 5L), "each"),
                                        "n",
                                        Assignment.How.ADD),
                                setting(
                                        step("more", value(_ -> 2L), "sum"),
                                        "n",
                                        Assignment.How.ADD)));

        play.done("each/2/get", "c").done("each/0/get", "a").done("each/1/get", "b");

        assertThat(play.state().variables())
                .isEqualTo(Map.of("all", List.of("c", "a", "b"), "n", 7L));
        assertThat(play.refolded().variables()).isEqualTo(play.state().variables());
    }

    @Test
    void waitsForTimeAndForSignals() {
        var play =
                Play.of(
                        graph(
                                step("pause", new Action.Wait(template(_ -> "5m"), null, null)),
                                step("go", new Action.Wait(null, null, "go"), "pause"),
                                step(
                                        "late",
                                        new Action.Wait(template(_ -> "1h"), null, "x"),
                                        "go")));

        assertThat(play.state().due()).contains(Instant.parse("2026-01-01T00:05:00Z"));
        play.move(advance -> advance.signal("go", "early"));
        play.later(Duration.ofMinutes(5));
        assertThat(play.state().results().get("go"))
                .isEqualTo(Map.of("signal", "go", "payload", "early"));
        play.crash();
        play.later(Duration.ofHours(1));

        assertThat(play.state().output()).isEqualTo(Map.of("timed_out", true));
    }

    @Test
    void waitsForEverWhereAWaitIsBeyondTheCalendar() {
        var wait = new Action.Wait(template(_ -> "P999999999999D"), null, null);

        var play = Play.of(graph(step("pause", wait)));

        assertThat(play.state().due()).contains(Instant.parse("9999-01-01T00:00:00Z"));
    }

    @Test
    void actsWithExactlyWhatPeopleHaveAgreedTo() {
        var play = Play.of(graph(Graphs.approved(step("pay", http()), rule())));
        var asked = play.ask("pay");

        assertThat(play.acting()).isEmpty();
        assertThat(play.status()).isEqualTo(RunStatus.WAITING_APPROVAL);
        assertThat(asked.title()).isEqualTo("Pay");
        assertThat(play.crash().ask("pay").approval()).isEqualTo(asked.approval());
        play.move(advance -> advance.decided("pay", new UUID(9, 9), null, Map.of(), null));
        assertThat(play.acting()).isEmpty();
        play.move(
                advance ->
                        advance.decided("pay", asked.approval(), null, Map.of("by", "ada"), null));

        assertThat(play.act("pay").arguments()).isEqualTo(asked.arguments());
        assertThat(play.act("pay").attempt()).isEqualTo(1);
        assertThat(play.done("pay", "paid").status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void doesNotActWhenPeopleRefuse() {
        var play = Play.of(graph(Graphs.approved(step("pay", http()), rule())));
        var asked = play.ask("pay");

        play.move(
                advance ->
                        advance.decided(
                                "pay",
                                asked.approval(),
                                new StepError("approval_rejected", "No."),
                                Map.of("by", "ada"),
                                null));

        assertThat(play.acting()).isEmpty();
        assertThat(play.status()).isEqualTo(RunStatus.FAILED);
        assertThat(play.state().failure().code()).isEqualTo("approval_rejected");
    }

    @Test
    void tellsWhoApprovedAndWhat() {
        var play = Play.of(graph(step("ask", new Action.Approve(template(_ -> 7L), rule()))));
        var asked = play.ask("ask").approval();

        play.move(
                advance ->
                        advance.decided(
                                "ask", asked, null, Map.of("by", "ada", "comment", ""), null));

        assertThat(play.state().output())
                .isEqualTo(Map.of("approved", true, "by", "ada", "comment", "", "details", 7L));
    }

    @Test
    void whatIsApprovedDuringAPauseBeginsAfterIt() {
        var play = Play.of(graph(Graphs.approved(step("pay", http()), rule())));
        var asked = play.ask("pay").approval();

        play.move(advance -> advance.pause("ada", ""));
        play.move(advance -> advance.decided("pay", asked, null, Map.of("by", "ada"), null));
        assertThat(play.acting()).isEmpty();
        play.move(advance -> advance.resume("ada"));

        assertThat(play.acting()).containsExactly("pay");
    }

    @Test
    void beginsAnApprovedRunOnce() {
        var sub = new Action.SubWorkflow("other", null, template(_ -> Map.of()));
        var play = Play.of(graph(Graphs.approved(step("sub", sub), rule())));
        var asked = play.ask("sub").approval();
        play.move(advance -> advance.decided("sub", asked, null, Map.of("by", "ada"), null));

        play.ended("sub", new StepOutcome.Waits(null));

        assertThat(play.crash().acting()).isEmpty();
        assertThat(play.state().executed()).isEqualTo(1);
    }

    private static ApprovalRule rule() {
        return new ApprovalRule(
                template(_ -> "Pay"), Set.of(), Set.of(), 1, false, null, null, null, null);
    }

    @Test
    void waitsForAnEndThatIsToldLater() {
        var sub = new Action.SubWorkflow("other", 2, template(_ -> Map.of("x", 1L)));
        var play = Play.of(graph(step("sub", sub)));
        var attempt = play.act("sub").attempt();
        assertThat(play.act("sub").arguments())
                .isEqualTo(Map.of("workflow", "other", "version", 2L, "input", Map.of("x", 1L)));

        play.ended("sub", new StepOutcome.Waits(null));
        assertThat(play.status()).isEqualTo(RunStatus.WAITING);
        assertThat(play.crash().acting()).isEmpty();
        play.move(
                advance -> advance.ended("sub", attempt, new StepOutcome.Done("end", null, false)));

        assertThat(play.state().output()).isEqualTo("end");
    }

    @Test
    void failsAStepThatIsToldOfTooLate() {
        var sub = new Action.SubWorkflow("other", null, template(_ -> Map.of()));
        var play = Play.of(graph(step("sub", sub)));
        var until = Instant.parse("2026-01-01T00:01:00Z");

        play.ended("sub", new StepOutcome.Waits(until)).later(Duration.ofMinutes(1));

        assertThat(play.state().failure().code()).isEqualTo("timed_out");
    }

    @Test
    void beginsAnotherRunWhereTheOneBeforeHasFailed() {
        var sub = new Action.SubWorkflow("other", null, template(_ -> Map.of()));
        var play = Play.of(graph(with(step("sub", sub), retries(2), FAIL)));
        var first = play.act("sub");
        var until = Instant.parse("2026-01-01T00:00:30Z");

        play.ended("sub", new StepOutcome.Waits(until)).later(Duration.ofSeconds(30));
        assertThat(play.status()).isEqualTo(RunStatus.WAITING);
        assertThat(play.state().children()).isEmpty();
        play.later(Duration.ofSeconds(1));

        var second = play.act("sub");
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.arguments()).isEqualTo(first.arguments());
        assertThat(second.call()).isNotEqualTo(first.call());
        play.ended("sub", new StepOutcome.Waits(null));
        assertThat(play.state().children()).containsExactly(Map.entry("sub", second.call()));
        play.move(advance -> advance.ended("sub", 1, new StepOutcome.Done("late", null, false)));
        assertThat(play.status()).isEqualTo(RunStatus.WAITING);
        play.move(advance -> advance.ended("sub", 2, new StepOutcome.Done("end", null, false)));
        assertThat(play.state().output()).isEqualTo("end");
    }

    @Test
    void countsWhatARunHasCostThatTookTooLong() {
        var sub = new Action.SubWorkflow("other", null, template(_ -> Map.of()));
        var play = Play.of(graph(step("sub", sub)));
        var child = play.act("sub").call();
        var until = Instant.parse("2026-01-01T00:01:00Z");
        play.ended("sub", new StepOutcome.Waits(until));
        assertThat(play.state().lateChildren(until.minusSeconds(1))).isEmpty();
        assertThat(play.state().lateChildren(until)).containsExactly(child);

        var late = Map.of(child, failed(new RunEvent.Use(7, 0, 0, null, null, null, null)));
        play.move(advance -> advance.wake(late));
        assertThat(play.state().costNanos()).isZero();
        play.later(Duration.ofSeconds(59));
        assertThat(play.status()).isEqualTo(RunStatus.WAITING);
        play.later(Duration.ofSeconds(1), late);

        assertThat(play.state().costNanos()).isEqualTo(7);
        assertThat(play.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void triesAgainBeforeItIsDueWhatWaitedForWhatIsFreeNow() {
        var play = Play.of(graph(step("a", http()), step("b", http())));
        var until = play.now().plusSeconds(60);
        play.ended("a", new StepOutcome.Delayed("cost_reserved", "Held.", until));
        play.ended("b", new StepOutcome.Delayed("agent_busy", "Busy.", until));

        play.move(advance -> advance.retryDelayed("cost_reserved", _ -> false));
        assertThat(play.acting()).isEmpty();
        play.move(advance -> advance.retryDelayed("cost_reserved", _ -> true));

        assertThat(play.acting()).containsExactly("a");
        assertThat(play.act("a").attempt()).isEqualTo(1);
    }

    @Test
    void beginsNothingWhileItIsPaused() {
        var play = Play.of(graph(step("a", http()), step("b", http(), "a")));

        play.move(advance -> advance.pause("ana", "lunch")).done("a", 1L);
        assertThat(play.status()).isEqualTo(RunStatus.PAUSED);
        assertThat(play.acting()).isEmpty();
        play.move(advance -> advance.resume("ana"));

        assertThat(play.acting()).containsExactly("b");
    }

    @Test
    void asksNoAgentToBringItemsTogetherWhileItIsPaused() {
        var editor = new Merge.ByAgent((Action.Agent) agent("editor"));
        var play =
                Play.of(
                        graph(
                                step(
                                        "each",
                                        each(_ -> List.of("x"), 1, 0, editor, step("a", http())))));

        play.move(advance -> advance.pause("ana", "lunch")).done("each/0/a", 1L);
        assertThat(play.acting()).isEmpty();
        assertThat(play.crash().acting()).isEmpty();
        play.move(advance -> advance.resume("ana").wake());

        assertThat(play.acting()).containsExactly("each");
        assertThat(play.done("each", "edited").state().output()).isEqualTo("edited");
    }

    @Test
    void asksNoOtherAgentWhileItIsPaused() {
        var other = new FailurePolicy.OtherAgent(template(_ -> "second"));
        var play = Play.of(graph(with(step("a", agent("first")), Graphs.ONCE, other)));
        var key = play.act("a").call();

        play.move(advance -> advance.pause("ana", "lunch")).failed("a");
        assertThat(play.acting()).isEmpty();
        assertThat(play.crash().acting()).isEmpty();
        play.move(advance -> advance.resume("ana").wake());

        assertThat(play.act("a").arguments())
                .isEqualTo(Map.of("agent", "second", "instead_of", "first"));
        assertThat(play.act("a").attempt()).isEqualTo(2);
        assertThat(play.act("a").call()).isNotEqualTo(key);
        assertThat(play.state().executed()).isEqualTo(2);
        assertThat(play.done("a", "text").status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void repeatsUnderTheSameKeyWhatWasUnderWayAndNothingElse() {
        var play =
                Play.of(graph(step("a", http()), step("b", http(), "a"), step("c", http(), "a")));
        play.done("a", 1L).done("b", 2L);
        var key = play.act("c").call();

        play.crash();

        assertThat(play.acting()).containsExactly("c");
        assertThat(play.act("c").call()).isEqualTo(key);
        assertThat(play.act("c").repeated()).isTrue();
        assertThat(play.act("c").attempt()).isEqualTo(1);
        play.done("c", 3L);
        assertThat(play.state().output()).isEqualTo(Map.of("b", 2L, "c", 3L));
    }

    @Test
    void endsAtOnceWhenItIsCancelled() {
        var play = Play.of(graph(step("a", http())));
        var cancelled = new StepError("cancelled", "by ana");

        play.move(advance -> advance.end(RunStatus.CANCELLED, cancelled));
        play.move(advance -> advance.ended("a", 1, new StepOutcome.Done(1L, null, false)));

        assertThat(play.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(play.acting()).isEmpty();
        assertThat(play.state().results()).isEmpty();
    }

    @Test
    void addsUpWhatItsStepsCost() {
        var play = Play.of(graph(step("a", agent("x")), step("b", agent("y"))));

        play.used("a", 100).used("b", 50);

        assertThat(play.state().costNanos()).isEqualTo(150);
        assertThat(play.state().tokensIn()).isEqualTo(20);
        assertThat(play.state().tokensOut()).isEqualTo(40);
    }
}
