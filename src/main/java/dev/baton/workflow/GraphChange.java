package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

/**
 * One difference between two graphs.
 *
 * @param path where; steps are named by their ids, {@code /steps/write/messages/0/content}
 * @param before null where it was not there
 * @param after null where it is not there any more
 */
public record GraphChange(String path, Kind kind, @Nullable Object before, @Nullable Object after) {

    /** What happened to it. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        /** Steps beside each other stand in another order. */
        MOVED
    }
}
