package dev.baton.run.engine;

import dev.baton.run.RunStatus;
import dev.baton.run.StepError;
import dev.baton.run.StepStatus;

import org.jspecify.annotations.Nullable;

/** How a run ends: at once, or once what it did is undone. */
final class Ending {

    private final RunState state;
    private final ReadySteps ready;
    private final Consequences consequences;

    Ending(RunState state, ReadySteps ready, Consequences consequences) {
        this.state = state;
        this.ready = ready;
        this.consequences = consequences;
    }

    /** Whatever is under way is stopped. */
    void end(RunStatus how, @Nullable Object output, @Nullable StepError error) {
        ready.clear();
        consequences.end(how, output, error);
    }

    /** Ends the run, once what it did is undone. */
    void giveUp(RunStatus how, StepError error) {
        var undos = state.undos();
        if (undos.isEmpty() || state.isCompensating()) {
            end(how, null, error);
            return;
        }
        ready.clear();
        consequences.compensate(
                how, error, undos.reversed().stream().map(StateImage.Undo::step).toList());
    }

    /**
     * Goes on with what is undone, if anything is: one after the other, the last effect first; what
     * cannot be undone does not keep the rest.
     */
    void undoNext() {
        if (!state.isCompensating() || state.isPaused()) {
            return;
        }
        for (var step : state.steps().undoing()) {
            if (step.status() == StepStatus.PENDING) {
                consequences.start(step, 1, state.undoArguments(step.path()));
                return;
            }
            if (!step.status().isFinal()) {
                return;
            }
        }
        end(state.endAfterUndoing(), null, state.failure());
    }
}
