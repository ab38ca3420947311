package dev.baton.planner;

/**
 * What one call of an agent may take.
 *
 * @param cost nano-units of the caller's currency
 * @param fromHistory whether these are figures of calls that were made
 */
record CallRange(long tokensIn, long tokensOut, Range cost, Range millis, boolean fromHistory) {

    static final CallRange UNKNOWN =
            new CallRange(0, 0, Range.ZERO, new Range(0, 2_000, 60_000), false);
}
