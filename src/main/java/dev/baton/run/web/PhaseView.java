package dev.baton.run.web;

import dev.baton.planner.PlanEstimate;
import dev.baton.platform.web.Formats;
import dev.baton.run.ForkedFrom;
import dev.baton.run.Run;
import dev.baton.run.RunHistory;
import dev.baton.run.RunPhases;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * One of the six phases of a run, with what is recorded of it and nothing else.
 *
 * @param name {@code submission}, {@code planning}, {@code selection}, {@code execution}, {@code
 *     state} or {@code aggregation}
 * @param took null where there is no duration to tell
 * @param told what stands in the place of a duration; null where there is one
 * @param note null for nothing more
 * @param at the time that ends the note; null for none
 * @param isAhead whether it has yet to come
 */
record PhaseView(
        String name,
        @Nullable Duration took,
        @Nullable Words told,
        @Nullable Words note,
        @Nullable Instant at,
        boolean isAhead) {

    /** A page does not write out what is larger only to count it. */
    static final long MOST_BYTES = 1_000_000;

    private static final Words NONE = Words.of("run.phase.none");
    private static final Words UNKNOWN = Words.of("run.phase.unknown");
    private static final Words AHEAD = Words.of("run.phase.ahead");

    /** A text with what stands in it. */
    record Words(String key, List<String> arguments) {

        static Words of(String key, String... arguments) {
            return new Words(key, Arrays.asList(arguments));
        }
    }

    /**
     * @param bytes of the run's result as a file, counted up to one more than the most; null for
     *     none
     */
    static List<PhaseView> of(
            Run run,
            RunPhases phases,
            @Nullable PlanEstimate estimate,
            @Nullable Long bytes,
            Formats formats,
            Instant now) {
        return List.of(
                submission(run, now),
                planning(estimate),
                selection(phases, formats),
                execution(run, phases, formats, now),
                state(run, phases, formats),
                aggregation(run, phases, bytes, formats));
    }

    /** Whether its duration is too short for a figure. */
    public boolean isInstant() {
        return took != null && took.toMillis() == 0;
    }

    private static PhaseView of(String name, @Nullable Duration took, @Nullable Words note) {
        return new PhaseView(name, took, took == null ? UNKNOWN : null, note, null, false);
    }

    private static PhaseView told(String name, Words told, @Nullable Words note) {
        return new PhaseView(name, null, told, note, null, false);
    }

    private static PhaseView ahead(String name) {
        return new PhaseView(name, null, AHEAD, null, null, true);
    }

    /** From when it was taken in until it began; a fork says of its beginning only whose it is. */
    private static PhaseView submission(Run run, Instant now) {
        var from = run.head().forkedFrom();
        if (from != null && from.way() != ForkedFrom.Way.RESTART) {
            return of("submission", null, Words.of("run.phase.forked"));
        }
        var began = run.summary().startedAt();
        var note =
                began != null
                        ? "run.phase.waited"
                        : run.status().isFinal() ? "run.phase.never" : "run.phase.waits";
        return of(
                "submission",
                between(run.head().createdAt(), began != null ? began : end(run, now)),
                Words.of(note));
    }

    private static PhaseView planning(@Nullable PlanEstimate estimate) {
        if (estimate == null) {
            return told("planning", NONE, Words.of("run.phase.unplanned"));
        }
        var millis = estimate.planningMillis();
        return of(
                "planning",
                millis == null ? null : Duration.ofMillis(millis),
                Words.of("planner.source." + estimate.source().wire()));
    }

    private static PhaseView selection(RunPhases phases, Formats formats) {
        if (phases.choices() == 0) {
            return told("selection", NONE, Words.of("run.phase.unasked"));
        }
        var choices = formats.number(phases.choices());
        var timed = formats.number(phases.timedChoices());
        return of(
                "selection",
                phases.timedChoices() == 0 ? null : phases.choosing(),
                phases.timedChoices() == 0 || phases.timedChoices() == phases.choices()
                        ? Words.of("run.phase.choices", choices)
                        : Words.of("run.phase.choices.timed", choices, timed));
    }

    private static PhaseView execution(Run run, RunPhases phases, Formats formats, Instant now) {
        var first = phases.firstStepAt();
        if (first == null) {
            return run.status().isFinal() ? told("execution", NONE, null) : ahead("execution");
        }
        var last = phases.lastStepAt();
        var until = run.status().isFinal() && last != null ? last : end(run, now);
        var steps = formats.number(phases.steps(), RunHistory.MOST_STEPS);
        return of("execution", between(first, until), Words.of("run.phase.steps", steps));
    }

    private static PhaseView state(Run run, RunPhases phases, Formats formats) {
        if (phases.writtenAt() == null) {
            return run.status().isFinal() ? told("state", NONE, null) : ahead("state");
        }
        return new PhaseView(
                "state",
                null,
                Words.of("run.version.of", formats.number(run.summary().version())),
                Words.of("run.phase.written"),
                phases.writtenAt(),
                false);
    }

    /** From the end of the last step to that of the run. */
    private static PhaseView aggregation(
            Run run, RunPhases phases, @Nullable Long bytes, Formats formats) {
        var ended = run.summary().endedAt();
        if (ended == null) {
            return ahead("aggregation");
        }
        var note =
                bytes == null
                        ? Words.of("run.phase.no-result")
                        : Words.of("run.phase.result", formats.number(bytes, MOST_BYTES));
        var last = phases.lastStepAt();
        return last == null
                ? told("aggregation", NONE, note)
                : of("aggregation", between(last, ended), note);
    }

    private static Instant end(Run run, Instant now) {
        var ended = run.summary().endedAt();
        return ended == null ? now : ended;
    }

    private static Duration between(Instant from, Instant to) {
        return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
    }
}
