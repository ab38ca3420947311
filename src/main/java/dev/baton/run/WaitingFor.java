package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What a run or a step waits for, and what would free it.
 *
 * @param step that waits; null where it is the run itself
 * @param cause why it could not begin yet, or failed; null for neither
 * @param facts the figures behind it: which limit, whose it is, how much of it is taken
 * @param until when it goes on by itself at the latest; null for never, or nobody knows
 * @param signal that it goes on with; null for none
 * @param run whose end it waits for; null for none
 * @param approval what people are asked; null for nothing
 */
public record WaitingFor(
        What what,
        @Nullable String step,
        @Nullable StepError cause,
        Map<String, String> facts,
        @Nullable Instant until,
        @Nullable String signal,
        @Nullable UUID run,
        @Nullable UUID approval) {

    /** In the order in which a run tells of them when its steps wait for several things. */
    public enum What {
        /** Its turn among other runs. */
        TURN,
        /** That somebody resumes it. */
        RESUMPTION,
        /** That people decide. */
        APPROVAL,
        /** Something that it could not begin without: {@code cause} says for want of what. */
        ROOM,
        /** The end of a run that it has begun. */
        RUN,
        SIGNAL,
        /** Its next attempt, after one that failed. */
        RETRY,
        TIME;

        /** As the API writes it. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static WaitingFor turn(Map<String, String> facts, @Nullable Instant until) {
        return new WaitingFor(What.TURN, null, null, facts, until, null, null, null);
    }

    static WaitingFor resumption() {
        return new WaitingFor(What.RESUMPTION, null, null, Map.of(), null, null, null, null);
    }

    static @Nullable WaitingFor of(StepRecord step) {
        return switch (step.status()) {
            case WAITING_APPROVAL -> of(step, What.APPROVAL, null, step.approval());
            case RETRYING -> of(step, step.delayed() == null ? What.RETRY : What.ROOM, null, null);
            case WAITING -> {
                if (step.signal() != null) {
                    yield of(step, What.SIGNAL, null, null);
                }
                // What waits for time makes no attempt, and a run that a step begins has its key.
                yield step.attempts().isEmpty()
                        ? of(step, What.TIME, null, null)
                        : of(step, What.RUN, step.attempts().getLast().key(), null);
            }
            case PENDING, RUNNING, COMPLETED, FAILED, SKIPPED, CANCELLED -> null;
        };
    }

    private static WaitingFor of(
            StepRecord step, What what, @Nullable UUID run, @Nullable UUID approval) {
        return new WaitingFor(
                what,
                step.path(),
                what == What.ROOM || what == What.RETRY ? step.error() : null,
                step.delayed() == null ? Map.of() : step.delayed(),
                step.waitsUntil(),
                step.signal(),
                run,
                approval);
    }
}
