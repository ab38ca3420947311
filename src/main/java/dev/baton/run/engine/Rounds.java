package dev.baton.run.engine;

import dev.baton.workflow.Action;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rounds of a loop: whether another one follows, and what they came to.
 *
 * @param ended that have
 * @param last output of the one that ended last
 */
record Rounds(int ended, @Nullable Object last) {

    static Rounds of(StepState.Container container) {
        return new Rounds(container.ended(), container.last());
    }

    /**
     * @param bound where the loop stands; what its conditions name is added
     */
    boolean goOn(Action.Loop loop, Map<String, @Nullable Object> bound) {
        bound.put("round", (long) ended);
        bound.put("last", last);
        var goesOn =
                ended < loop.max()
                        && (loop.whileTrue() == null
                                || Boolean.TRUE.equals(loop.whileTrue().evaluate(bound)));
        return goesOn && !(ended > 0 && isReached(loop, bound));
    }

    private boolean isReached(Action.Loop loop, Map<String, @Nullable Object> bound) {
        if (loop.until() == null) {
            return false;
        }
        bound.put("output", last);
        return Boolean.TRUE.equals(loop.until().evaluate(bound));
    }

    Map<String, @Nullable Object> result() {
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.put("rounds", (long) ended);
        result.put("output", last);
        return result;
    }
}
