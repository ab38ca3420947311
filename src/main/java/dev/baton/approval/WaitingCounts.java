package dev.baton.approval;

/**
 * How many wait for somebody, each counted up to a bound.
 *
 * @param all those asked of them by name and by role, once each
 */
public record WaitingCounts(int all, int byName, int byRole) {

    /** Of somebody who decides nothing. */
    public static final WaitingCounts NONE = new WaitingCounts(0, 0, 0);
}
