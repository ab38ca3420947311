package dev.baton.platform.memory;

import dev.baton.platform.problem.Problem;

/**
 * What was to be held does not fit. Who has done nothing yet refuses with its {@link #problem()}; who
 * has already asked a provider must not be asked again for nothing.
 */
public final class NoRoom extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    NoRoom(Problem problem) {
        super(problem.getMessage(), problem, false, false);
        this.problem = problem;
    }

    /** {@link MemoryExhausted}, or {@link MemoryShareExhausted} where others go on. */
    public Problem problem() {
        return problem;
    }
}
