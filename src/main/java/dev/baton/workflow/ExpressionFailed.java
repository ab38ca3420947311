package dev.baton.workflow;

/**
 * An expression could not be computed from the data at hand. The message names it and says why;
 * safe to show.
 */
public class ExpressionFailed extends RuntimeException {

    public ExpressionFailed(String message) {
        super(message);
    }
}
