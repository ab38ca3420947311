package dev.baton.run;

import dev.baton.run.engine.RunState;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What lists show of a run that is under way, which may be as it was a second ago. */
final class Listed {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final RunId run;
    private final RunState state;
    private final JournalTexts.Seal seal;
    private final Clock clock;
    private RunStatus status = RunStatus.PENDING;
    private boolean asks;
    private Instant since = Instant.EPOCH;

    Listed(RunId run, RunState state, JournalTexts.Seal seal, Clock clock) {
        this.run = run;
        this.state = state;
        this.seal = seal;
        this.clock = clock;
    }

    /** They show this of it. */
    void as(RunStatus other) {
        status = other;
    }

    /** Whether they have to hear of it now. */
    boolean isBehind() {
        return state.status() != status
                || asks() != asks
                || clock.instant().isAfter(since.plus(EVERY));
    }

    /** What they show from here on. */
    RunSummary summary(int version) {
        var summary = RunSummary.of(state, asks(), version);
        status = summary.status();
        asks = summary.asks();
        since = clock.instant();
        var error = summary.error();
        return error == null
                ? summary
                : summary.with(
                        new StepError(
                                error.code(), seal.error(run, error.message()), error.step()));
    }

    private boolean asks() {
        return state.index().hasDependents() && !state.asked().isEmpty();
    }
}
