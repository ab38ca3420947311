package dev.baton.trigger;

import dev.baton.run.CallingRun;
import dev.baton.run.RunHead;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How many firings have led to a request. Only a run's own requests count: what others send under
 * the trace of one is theirs.
 */
@Component
class Chain {

    private final CallingRun calling;
    private final FiringStore firings;

    Chain(CallingRun calling, FiringStore firings) {
        this.calling = calling;
        this.firings = firings;
    }

    /**
     * Not within a transaction.
     *
     * @param header {@link CallingRun#HEADER}; null for none
     */
    int depth(@Nullable String header) {
        return calling.first(header).map(this::depth).orElse(0);
    }

    /** A firing's run has its id; one that a request began is known by the trace it came under. */
    private int depth(RunHead run) {
        var tenant = run.id().tenant();
        return firings.find(tenant, run.id().value())
                .map(firing -> firing.depth() + 1)
                .orElseGet(() -> firings.depth(tenant, run.traceId()));
    }
}
