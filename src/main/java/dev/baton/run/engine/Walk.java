package dev.baton.run.engine;

/**
 * Follows what happened to a run through its graph until nothing more happens by itself, or enough
 * has for one move.
 */
final class Walk {

    /** More than this of one move is left to the next. */
    private static final int MOST_EVENTS = 2_000;

    private static final long MOST_LETTERS_OF_MOVE = 2_000_000;

    private final RunState state;
    private final ReadySteps ready;
    private final Beginnings beginnings;
    private final StepEnds ends;
    private final LoopBreaker breaker;
    private final Consequences consequences;

    Walk(
            RunState state,
            ReadySteps ready,
            Beginnings beginnings,
            StepEnds ends,
            LoopBreaker breaker,
            Consequences consequences) {
        this.state = state;
        this.ready = ready;
        this.beginnings = beginnings;
        this.ends = ends;
        this.breaker = breaker;
        this.consequences = consequences;
    }

    /** Whether something is left to do. */
    boolean isCut() {
        return !ready.isEmpty() && !state.status().isFinal() && !state.isPaused();
    }

    void settle() {
        while (isCut() && !isEnough()) {
            var place = ready.next();
            if (!state.steps().isOpen(place.scope())) {
                continue;
            }
            if (place.state().goesOnInside()) {
                ends.goOn(place);
            } else if (place.state().isReady() && !breaker.endsAsTooMuch(place.path())) {
                beginnings.begin(place);
            }
        }
    }

    private boolean isEnough() {
        return consequences.events().size() >= MOST_EVENTS
                || consequences.letters() >= MOST_LETTERS_OF_MOVE;
    }
}
