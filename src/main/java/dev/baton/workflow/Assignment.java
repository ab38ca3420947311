package dev.baton.workflow;

/**
 * How a result goes into a variable. Steps that may run at the same time may only add to a
 * variable, never set it, so that nothing is lost silently.
 *
 * @param value with {@code result} bound
 */
public record Assignment(How how, Template value) {

    /** What is done with the value that is there. */
    public enum How {
        /** Replaces it. */
        SET,
        /** A number is added to a number. */
        ADD,
        /** An item is put at the end of a list. */
        APPEND,
        /** The members of an object go into an object. */
        MERGE
    }
}
