package dev.baton.run;

import dev.baton.run.engine.Advance;
import dev.baton.run.engine.RunState;
import dev.baton.run.engine.StepOutcome;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What a run may cost, in nano-units of the tenant's currency, and what of that is set aside for
 * attempts and runs that are under way. What they hold is mostly more than they cost, so whoever
 * finds too little left waits for them to end. Its {@link Execution} lets one in at a time.
 */
final class CostCap {

    /** Whoever waits is told when something is free; this is for what it is not told of. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** What becomes of the wish to set something aside. */
    enum Answer {
        SET_ASIDE,
        /** It would fit if nobody else held anything. */
        HELD_BY_OTHERS,
        /** It does not fit, whatever others give back. */
        TOO_MUCH
    }

    private final RunState state;

    /** Null for a run that may cost what it wants. */
    private final @Nullable Long most;

    private final Map<UUID, Long> setAside = new HashMap<>();

    /** What those have wanted that found it held by others. */
    private final Map<UUID, Long> wishes = new HashMap<>();

    /** What those want that try again and have not got as far. */
    private final Map<UUID, Long> promised = new HashMap<>();

    private boolean released;

    CostCap(RunHead head, RunState state) {
        this.state = state;
        var limit = CostLimit.of(state.index().graph().limits().cost(), head.costCap());
        this.most = limit == null ? null : limit.nanos();
    }

    boolean isSet() {
        return most != null;
    }

    /** Null where nothing limits it. What is only set aside may come back, and is waited for. */
    @Nullable Long unspent() {
        return most == null ? null : unspent(most);
    }

    Answer setAside(UUID call, long nanos) {
        if (most == null) {
            return Answer.SET_ASIDE;
        }
        promised.remove(call);
        if (nanos > unspent(most)) {
            return Answer.TOO_MUCH;
        }
        if (nanos > left(most)) {
            wishes.put(call, nanos);
            return Answer.HELD_BY_OTHERS;
        }
        wishes.remove(call);
        setAside.put(call, nanos);
        return Answer.SET_ASIDE;
    }

    /** What was set aside before this instance executed the run, by call. */
    void setAside(Map<UUID, Long> before) {
        setAside.putAll(before);
    }

    /**
     * Sets aside all that is left, or as much as a run that a step begins may cost by itself.
     *
     * @return how much; empty while others hold what it could have
     */
    OptionalLong setAsideForChild(UUID call, @Nullable Long own) {
        if (most == null) {
            throw new IllegalStateException("The run may cost what it wants");
        }
        promised.remove(call);
        var left = left(most);
        var least = own == null ? Math.min(1, unspent(most)) : Math.min(own, unspent(most));
        if (left < least) {
            wishes.put(call, least);
            return OptionalLong.empty();
        }
        wishes.remove(call);
        var amount = own == null ? left : least;
        setAside.put(call, amount);
        return OptionalLong.of(amount);
    }

    /** Of a step that finds what it wants held by others. */
    static StepOutcome.Delayed delay(Instant now) {
        return new StepOutcome.Delayed(
                "cost_reserved",
                "What the run may still cost is set aside for other steps.",
                now.plus(LOOK_AGAIN));
    }

    void release(UUID call) {
        setAside.remove(call);
        promised.remove(call);
        released = true;
    }

    /** Steps that found what they want held by others try again where it is free by now. */
    void retryWaiting(Advance move) {
        if (most != null && released && !state.isPaused()) {
            released = false;
            move.retryDelayed("cost_reserved", call -> mayTryAgain(call, most));
        }
    }

    /**
     * What it wants is promised to it then. Of one that this instance does not know that is not
     * known, so it may.
     */
    private boolean mayTryAgain(UUID call, long most) {
        var wish = wishes.getOrDefault(call, 0L);
        var may = wish <= left(most) - sum(promised) || wish > unspent(most);
        if (may) {
            promised.put(call, wish);
        }
        return may;
    }

    private long left(long most) {
        return Math.max(0, unspent(most) - sum(setAside));
    }

    private long unspent(long most) {
        return Math.max(0, most - state.costNanos());
    }

    private static long sum(Map<UUID, Long> amounts) {
        return amounts.values().stream().mapToLong(Long::longValue).sum();
    }
}
