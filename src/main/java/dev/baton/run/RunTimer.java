package dev.baton.run;

import dev.baton.run.engine.RunState;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * When a run that is executed goes on by itself, or has taken as long as it may, and the timer for
 * that. Its {@link Execution} lets one in at a time.
 */
final class RunTimer {

    /** It is not worth it to leave a run for less. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final RunState state;
    private final Clock clock;
    private final Timers timers;
    private @Nullable Future<?> timer;

    RunTimer(RunState state, Clock clock, Timers timers) {
        this.state = state;
        this.clock = clock;
        this.timers = timers;
    }

    /** Empty for what waits until somebody wants something of it. */
    Optional<Instant> due() {
        var next = state.isPaused() ? Optional.<Instant>empty() : state.due();
        var deadline = deadline();
        return deadline == null || next.filter(deadline::isAfter).isPresent()
                ? next
                : Optional.of(deadline);
    }

    boolean isDueSoon() {
        var soon = clock.instant().plus(SHORT);
        return due().filter(soon::isAfter).isPresent();
    }

    /** Whether the run has taken as long as it may. */
    boolean isOverdue(Instant now) {
        var deadline = deadline();
        return deadline != null && !now.isBefore(deadline);
    }

    /** Null for none: what has begun to be undone is undone, however long that takes. */
    private @Nullable Instant deadline() {
        var longest = state.index().graph().limits().duration();
        return longest == null || state.status() == RunStatus.PENDING || state.isCompensating()
                ? null
                : state.startedAt().plus(longest);
    }

    void set(Runnable wake) {
        cancel();
        due().ifPresent(
                        due -> {
                            var wait = Duration.between(clock.instant(), due);
                            timer = timers.after(wait, wake);
                        });
    }

    void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
