package dev.baton.work;

/** The heart of this instance, whose silence lets others take what it holds. */
@FunctionalInterface
public interface OwnHeart {

    /** Whether it was heard so lately that what this instance holds is surely still its own. */
    boolean isHeard();
}
