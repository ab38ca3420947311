package dev.baton.run;

import dev.baton.run.engine.Advance;
import dev.baton.run.engine.RunState;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What a command that somebody has given a run means to it. */
final class CommandMoves {

    private final RunHead head;
    private final RunState state;
    private final ChildEnds children;
    private final Dependents dependents;
    private final CostCap costCap;

    CommandMoves(
            RunHead head,
            RunState state,
            ChildEnds children,
            Dependents dependents,
            CostCap costCap) {
        this.head = head;
        this.state = state;
        this.children = children;
        this.dependents = dependents;
        this.costCap = costCap;
    }

    /** Reads all that it takes; what it returns changes the run and cannot fail. */
    UnaryOperator<Advance> of(RunCommand command) {
        return switch (command) {
            case RunCommand.Cancel(var by, var reason) -> {
                var why = new StepError("cancelled", "Cancelled by " + by + reason(reason));
                yield advance -> advance.end(RunStatus.CANCELLED, why);
            }
            case RunCommand.Pause(var by, var reason) -> advance -> advance.pause(by, reason);
            case RunCommand.Resume(var by) -> advance -> advance.resume(by).wake();
            case RunCommand.Signal(var name, var payload) ->
                    advance -> advance.signal(name, payload);
            case RunCommand.SetVariables(var by, var values) -> advance -> advance.set(values, by);
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
            case RunCommand.ApprovalEnded ended -> advance -> ended(advance, ended);
        };
    }

    private Advance ended(Advance advance, RunCommand.ApprovalEnded ended) {
        dependents.settled(ended.approval());
        return ended.refusal() == null && isOutdated(ended.step(), ended.approval(), ended.hash())
                ? advance.askedAgain(ended.step(), ended.approval())
                : advance.decided(
                        ended.step(),
                        ended.approval(),
                        ended.refusal(),
                        Map.of("by", ended.by(), "comment", ended.comment()));
    }

    /** What acts is what was agreed to; whether it would be something else by now. */
    private boolean isOutdated(String step, UUID approval, @Nullable String hash) {
        if (hash == null || !approval.equals(state.asked().get(step))) {
            return false;
        }
        var graph = state.index().graph();
        var action = state.index().definition(step).action();
        return !hash.equals(RunApprovals.hash(head, graph, step, action, state.askedWith(step)));
    }

    private static String reason(String given) {
        return given.isBlank() ? "." : ": " + given;
    }
}
