package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.SettableClock;
import dev.baton.event.NewEvent;
import dev.baton.platform.Ids;
import dev.baton.run.engine.GraphIndex;
import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunState;
import dev.baton.tenant.TenantId;
import dev.baton.work.Priority;
import dev.baton.workflow.Action;
import dev.baton.workflow.FailurePolicy;
import dev.baton.workflow.Graph;
import dev.baton.workflow.RetryPolicy;
import dev.baton.workflow.RunLimits;
import dev.baton.workflow.Step;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How often it is told how far a run is. */
class ProgressTests {

    private final SettableClock clock = new SettableClock();
    private final RunState state =
            new RunState(
                    new GraphIndex(
                            new Graph(
                                    Map.of(),
                                    Map.of(),
                                    Map.of(),
                                    new Graph.Scope(List.of(waiting("a"), waiting("b"))),
                                    null,
                                    new RunLimits(null, null, 1_000, 5))));
    private final RunHead head =
            new RunHead(
                    new RunId(new TenantId(Ids.next()), Ids.next()),
                    "Weekly report",
                    "00",
                    null,
                    null,
                    null,
                    Priority.NORMAL,
                    null,
                    new Starter(null, null, "ada"),
                    "0".repeat(32),
                    null,
                    clock.instant());
    private final Progress progress = new Progress(head, clock, () -> "USD", clock.instant(), 0);

    @Test
    void saysNothingOfARunThatIsOverSoon() {
        happens(new RunEvent.RunStarted(Map.of()));
        clock.advance(Duration.ofMillis(4_999));

        assertThat(progress.news(state, 1)).isEmpty();
        assertThat(progress.isDue(2)).isFalse();
    }

    @Test
    void tellsFiguresOnceInAWhile() {
        happens(new RunEvent.RunStarted(Map.of()));
        happens(new RunEvent.StepWaiting("a", null, "go"));
        happens(
                new RunEvent.StepCompleted(
                        "a",
                        1L,
                        null,
                        new RunEvent.Use(2_000_000, 3, 4, null, null, null, null),
                        false,
                        null));
        clock.advance(Progress.EVERY);
        assertThat(progress.isDue(2)).isTrue();

        var told = data(progress.news(state, 2));

        assertThat(told.get("progress")).isEqualTo(0.5);
        assertThat(told.get("version")).isEqualTo(2);
        assertThat(told.get("current_step")).isEqualTo("a");
        assertThat(told.get("cost")).isEqualTo("0.002");
        assertThat(told.get("tokens_in")).isEqualTo(3L);
        assertThat(told.get("tokens_out")).isEqualTo(4L);
        assertThat(told.get("status")).isEqualTo("running");
        assertThat(told.get("run_id")).isEqualTo(head.id().toString());
        clock.advance(Progress.EVERY.minusMillis(1));
        assertThat(progress.news(state, 3)).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(progress.news(state, 3)).isPresent();
    }

    @Test
    void saysNothingWhereNothingHasHappened() {
        happens(new RunEvent.RunStarted(Map.of()));
        clock.advance(Progress.EVERY);
        assertThat(progress.news(state, 1)).isPresent();
        clock.advance(Duration.ofHours(1));

        assertThat(progress.isDue(1)).isFalse();
        assertThat(progress.news(state, 1)).isEmpty();
    }

    /** Another event says that. */
    @Test
    void saysNothingOfTheEnd() {
        happens(new RunEvent.RunStarted(Map.of()));
        happens(new RunEvent.RunEnded(RunStatus.COMPLETED, null, null, List.of()));
        clock.advance(Progress.EVERY);

        assertThat(progress.news(state, 2)).isEmpty();
    }

    private void happens(RunEvent event) {
        state.apply(event, clock.instant());
    }

    private static Map<String, ?> data(Optional<NewEvent> event) {
        assertThat(event).isPresent();
        assertThat(event.orElseThrow().type().name()).isEqualTo("run.progressed");
        return event.orElseThrow().data();
    }

    private static Step waiting(String id) {
        return new Step(
                id,
                id,
                List.of(),
                null,
                new Action.Wait(null, null, "go"),
                null,
                new RetryPolicy(
                        0,
                        Duration.ofSeconds(1),
                        2,
                        Duration.ofSeconds(10),
                        0,
                        Duration.ofMinutes(1),
                        EnumSet.allOf(RetryPolicy.Failure.class)),
                new FailurePolicy.Fail(),
                Map.of(),
                null,
                null);
    }
}
