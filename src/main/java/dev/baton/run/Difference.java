package dev.baton.run;

import org.jspecify.annotations.Nullable;

/**
 * Where two values differ.
 *
 * @param pointer JSON pointer of it
 * @param before JSON value; null where there is nothing, or that is null
 * @param after the same of the other one
 */
public record Difference(
        String pointer, Kind kind, @Nullable Object before, @Nullable Object after) {

    /** What became of it. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }
}
