package dev.baton.model.demo;

import dev.baton.model.CallFailed;
import dev.baton.model.CallFailed.Reason;
import dev.baton.model.TokenUsage;

/**
 * How much one call may make the demo model work and write, in all its choices together. The call's
 * own end, by its deadline or by cancelling, is looked for at each step.
 */
final class Effort {

    /** A step takes a microsecond at most, so that no call takes longer than a second or two. */
    static final long MOST_STEPS = 1_000_000;

    static final long MOST_CHARACTERS = 500_000;

    /** Characters that are compared or copied in the time of one step. */
    private static final int CHARACTERS_A_STEP = 1_000;

    private final Check check;
    private long steps;
    private long characters;

    Effort(Check check) {
        this.check = check;
    }

    /** Takes as many steps, and one for looking whether the call goes on. */
    void step(long more) {
        steps += 1 + more;
        if (steps > MOST_STEPS) {
            throw new Over(tooMuch());
        }
        try {
            check.check();
        } catch (CallFailed e) {
            throw new Over(e);
        }
    }

    /** Looks for one text in another. */
    void search(int sought, int in) {
        step((long) (1 + Math.min(sought, in)) * in / CHARACTERS_A_STEP);
    }

    /** Puts a text together that may yet be thrown away. */
    void build(long length) {
        step(length / CHARACTERS_A_STEP);
    }

    /** Writes a text that is a part of the answer. */
    void write(long length) {
        characters += length;
        if (characters > MOST_CHARACTERS) {
            throw new Over(tooMuch());
        }
        build(length);
    }

    private static CallFailed tooMuch() {
        return new CallFailed(
                Reason.REQUEST_REFUSED,
                "The request asks for more than the demo model does in one call: a simpler schema,"
                        + " shorter texts or fewer choices are needed.",
                null,
                null,
                TokenUsage.NONE);
    }

    /** Fails when the call is over. */
    @FunctionalInterface
    interface Check {
        void check() throws CallFailed;
    }

    /** Ends the work, from however deep within it. */
    static final class Over extends RuntimeException {

        private final CallFailed failure;

        private Over(CallFailed failure) {
            super(failure.getMessage(), failure, false, false);
            this.failure = failure;
        }

        CallFailed failure() {
            return failure;
        }
    }
}
