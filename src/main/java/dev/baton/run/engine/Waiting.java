package dev.baton.run.engine;

import dev.baton.run.StepError;
import dev.baton.workflow.Action;
import dev.baton.workflow.RetryPolicy.Failure;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** Steps that wait for a time, a signal or what they have begun elsewhere. */
final class Waiting {

    private final RunState state;
    private final Bindings bindings;
    private final StepEnds ends;
    private final Consequences consequences;

    Waiting(RunState state, Bindings bindings, StepEnds ends, Consequences consequences) {
        this.state = state;
        this.bindings = bindings;
        this.ends = ends;
        this.consequences = consequences;
    }

    /** The signal may have come before. */
    void begin(Place place, Action.Wait wait) {
        var path = place.path();
        if (wait.signal() != null && state.signals().has(wait.signal())) {
            came(path, wait.signal());
            return;
        }
        var due = Waits.due(wait, bindings.in(place.scope()), consequences.now());
        consequences.emit(new RunEvent.StepWaiting(path, due, wait.signal()));
    }

    /** A step gets the signal that it waits for. */
    void came(String path, String name) {
        var result = new HashMap<String, @Nullable Object>();
        result.put("signal", name);
        result.put("payload", state.signals().first(name));
        consequences.emit(new RunEvent.SignalTaken(name));
        ends.completed(path, result, null, false);
    }

    /** A step has waited as long as it may. */
    void over(StepState step) {
        if (step.signal() != null) {
            ends.completed(step.path(), Map.of("timed_out", true), null, false);
        } else if (step.wasBegun()) {
            var error = new StepError("timed_out", "It took too long.");
            ends.failed(
                    step.path(), step, new StepOutcome.Failed(error, Failure.TIMEOUT, null, null));
        } else {
            ends.completed(step.path(), Map.of("timed_out", false), null, false);
        }
    }
}
