package dev.baton.run;

import dev.baton.event.NewEvent;
import dev.baton.run.engine.RunState;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * When it is told outside how far a run is that is executed: where something has happened, and not
 * more often than every few seconds. A run that is over sooner never comes to it.
 */
final class Progress {

    static final Duration EVERY = Duration.ofSeconds(5);

    private final RunHead head;
    private final Clock clock;
    private final Supplier<String> currency;
    private volatile Instant toldAt;
    private volatile int toldVersion;

    /**
     * @param currency of its tenant
     * @param toldAt when something was told of it last, or nothing had happened that could be
     * @param toldVersion what was told by then
     */
    Progress(
            RunHead head, Clock clock, Supplier<String> currency, Instant toldAt, int toldVersion) {
        this.head = head;
        this.clock = clock;
        this.currency = currency;
        this.toldAt = toldAt;
        this.toldVersion = toldVersion;
    }

    boolean isDue(int version) {
        return version > toldVersion && !clock.instant().isBefore(toldAt.plus(EVERY));
    }

    /** What is told now, with the commit that brings the run to this version; mostly nothing. */
    Optional<NewEvent> news(RunState state, int version) {
        if (!isDue(version) || state.status().isFinal()) {
            return Optional.empty();
        }
        toldAt = clock.instant();
        toldVersion = version;
        var summary = RunSummary.of(state, version);
        return Optional.of(RunEvents.progressed(head, summary, currency.get()));
    }
}
