package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * The run that another one comes from. A fork begins with what its steps had come to; a replay and
 * one that was run again begin at the beginning, with what it was asked for with.
 *
 * @param version of its state that is taken over; 0 for nothing
 * @param reason why, in the words of who wanted it; null for none
 * @param replay null for one that is no replay
 */
public record ForkedFrom(UUID run, int version, @Nullable String reason, @Nullable Replay replay) {

    /** How a run comes from another. */
    public enum Way {
        FORK,
        RESTART,
        REPLAY
    }

    static ForkedFrom fork(UUID run, int version, @Nullable String reason) {
        return new ForkedFrom(run, version, reason, null);
    }

    static ForkedFrom restart(UUID run) {
        return new ForkedFrom(run, 0, null, null);
    }

    static ForkedFrom replay(
            RunHead of, AfterDivergence after, Starter by, @Nullable String reason) {
        return new ForkedFrom(of.id().value(), 0, reason, Replay.of(of, after, by));
    }

    public Way way() {
        if (replay != null) {
            return Way.REPLAY;
        }
        return version == 0 ? Way.RESTART : Way.FORK;
    }
}
