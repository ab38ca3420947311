package dev.baton.run;

import java.util.UUID;

/**
 * The step of another run that began a run, and waits for its end.
 *
 * @param depth how many runs stand above: 1 for one that a run with no parent began
 */
public record RunParent(UUID run, String step, int attempt, int depth) {

    /** A run that begins itself, through however many others, comes to an end here. */
    static final int DEEPEST = 10;
}
