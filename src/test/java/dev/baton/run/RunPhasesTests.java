package dev.baton.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.run.engine.RunEvent;
import dev.baton.run.engine.RunEvent.Use;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** When the phases of a run were, by its journal alone. */
class RunPhasesTests {

    private static final Instant BEGIN = Instant.parse("2026-11-28T10:00:00Z");

    private final StepRecords records = new StepRecords();
    private int version;

    @Test
    void goFromTheFirstBeginningOfAStepToTheLastEnd() {
        happens(0, new RunEvent.RunStarted(Map.of()));
        happens(2, started("a"), started("b"));
        happens(5, completed("b", null));
        happens(9, completed("a", null));

        var phases = records.phases();

        assertThat(phases.firstStepAt()).isEqualTo(at(2));
        assertThat(phases.lastStepAt()).isEqualTo(at(9));
        assertThat(phases.steps()).isEqualTo(2);
        assertThat(phases.writtenAt()).isEqualTo(at(9));
        assertThat(phases.choices()).isZero();
    }

    @Test
    void endWithTheRunWhereThatEndsAStep() {
        happens(0, new RunEvent.RunStarted(Map.of()));
        happens(1, started("a"));
        happens(4, new RunEvent.RunEnded(RunStatus.CANCELLED, null, null, List.of()));

        assertThat(records.phases().lastStepAt()).isEqualTo(at(4));
    }

    @Test
    void addUpWhatItTookToChooseAgentsAlsoThoseThatFailed() {
        happens(0, new RunEvent.RunStarted(Map.of()));
        happens(1, started("a"));
        happens(2, failed("a", use(null, 400L)));
        happens(3, started("a"));
        happens(4, new RunEvent.StepDelayed("a", "broken_off", "", null, at(5), use(null, 100L)));
        happens(5, started("a"));
        happens(6, completed("a", use("writer", 1_500L)));

        var phases = records.phases();

        assertThat(phases.choices()).isEqualTo(3);
        assertThat(phases.timedChoices()).isEqualTo(3);
        assertThat(phases.choosing()).isEqualTo(Duration.ofNanos(2_000_000));
        assertThat(phases.steps()).isOne();
    }

    @Test
    void countChoicesThatNobodyMeasured() {
        happens(0, new RunEvent.RunStarted(Map.of()));
        happens(1, completed("a", use("writer", null)));
        happens(2, completed("child", use(null, null)));

        var phases = records.phases();

        assertThat(phases.choices()).isOne();
        assertThat(phases.timedChoices()).isZero();
    }

    /** A fork's journal begins with what was taken over, at the times that it had there. */
    @Test
    void areNotThoseOfTheRunThatItGoesOnFrom() {
        happens(0, new RunEvent.RunStarted(Map.of()));
        happens(-60, started("a"));
        happens(-50, completed("a", null));
        var before = records.phases();
        happens(3, started("b"));
        happens(7, completed("b", null));

        var phases = records.phases();

        assertThat(before.firstStepAt()).isNull();
        assertThat(before.lastStepAt()).isNull();
        assertThat(before.writtenAt()).isEqualTo(at(0));
        assertThat(phases.firstStepAt()).isEqualTo(at(3));
        assertThat(phases.lastStepAt()).isEqualTo(at(7));
        assertThat(phases.steps()).isOne();
    }

    private void happens(long second, RunEvent... events) {
        records.apply(
                new JournalEntry(
                        ++version, List.of(new JournalEntry.Move(at(second), List.of(events)))));
    }

    private static Instant at(long second) {
        return BEGIN.plusSeconds(second);
    }

    private static RunEvent started(String step) {
        return new RunEvent.StepStarted(step, 1, Map.of(), new UUID(0, 1));
    }

    private static RunEvent completed(String step, @Nullable Use use) {
        return new RunEvent.StepCompleted(step, 1L, null, use, false, null);
    }

    private static RunEvent failed(String step, Use use) {
        return new RunEvent.StepFailed(
                step, new StepError("http_503", "Not now."), at(3), false, null, use);
    }

    private static Use use(@Nullable String agent, @Nullable Long choosingMicros) {
        return new Use(0, 0, 0, agent, null, null, choosingMicros);
    }
}
