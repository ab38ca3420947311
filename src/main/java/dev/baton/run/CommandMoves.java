package dev.baton.run;

import dev.baton.run.engine.Advance;
import dev.baton.run.engine.RunState;

import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What a command that somebody has given a run means to it. */
final class CommandMoves {

    private final RunHead head;
    private final RunState state;
    private final ChildEnds children;
    private final ActionDefinitions definitions;
    private final Dependents dependents;
    private final CostCap costCap;

    CommandMoves(
            RunHead head,
            RunState state,
            ChildEnds children,
            ActionDefinitions definitions,
            Dependents dependents,
            CostCap costCap) {
        this.head = head;
        this.state = state;
        this.children = children;
        this.definitions = definitions;
        this.dependents = dependents;
        this.costCap = costCap;
    }

    /** Reads all that it takes; what it returns changes the run and cannot fail. */
    UnaryOperator<Advance> of(UUID id, RunCommand command) {
        return switch (command) {
            case RunCommand.Cancel(var by, var reason) -> {
                var why = new StepError("cancelled", "Cancelled by " + by + reason(reason));
                yield advance -> advance.end(RunStatus.CANCELLED, why);
            }
            case RunCommand.Pause(var by, var reason) -> advance -> advance.pause(by, reason);
            case RunCommand.Resume(var by) -> advance -> advance.resume(by).wake();
            case RunCommand.Signal(var name, var payload) ->
                    advance -> advance.signal(name, payload);
            case RunCommand.SetVariables(var by, var values, var version) ->
                    advance -> advance.set(values, by, version == null ? null : id);
            case RunCommand.ChildEnded(var step, var attempt, var child) -> {
                var outcome = children.outcome(new RunId(head.id().tenant(), child));
                yield advance -> {
                    dependents.settled(child);
                    costCap.release(child);
                    return advance.ended(step, attempt, outcome);
                };
            }
            case RunCommand.ApprovalChanged changed ->
                    advance -> {
                        // It has ended where it was decided, for the one that stands since.
                        dependents.settled(changed.before());
                        return advance.changed(
                                changed.step(),
                                changed.before(),
                                changed.approval(),
                                changed.title(),
                                changed.arguments(),
                                changed.by());
                    };
            case RunCommand.ApprovalEnded ended -> {
                var outdated = isOutdated(ended);
                yield advance -> ended(advance, ended, outdated);
            }
        };
    }

    private Advance ended(Advance advance, RunCommand.ApprovalEnded ended, boolean outdated) {
        dependents.settled(ended.approval());
        return outdated
                ? advance.askedAgain(ended.step(), ended.approval())
                : advance.decided(
                        ended.step(),
                        ended.approval(),
                        ended.refusal(),
                        Map.of("by", ended.by(), "comment", ended.comment()),
                        ended.hash());
    }

    /** What acts is what was agreed to; whether it would be something else by now. */
    private boolean isOutdated(RunCommand.ApprovalEnded ended) {
        var step = ended.step();
        if (ended.refusal() != null
                || ended.hash() == null
                || !ended.approval().equals(state.asked().get(step))) {
            return false;
        }
        var index = state.index();
        var now =
                definitions.hash(
                        head, index.graph(), step, index.definition(step), state.askedWith(step));
        return !ended.hash().equals(now);
    }

    private static String reason(String given) {
        return given.isBlank() ? "." : ": " + given;
    }
}
