package dev.baton.run;

import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.LimitReached;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.Unavailable;
import dev.baton.platform.trace.Trace;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.StepOutcome;
import dev.baton.work.Priority;
import dev.baton.workflow.Action;
import dev.baton.workflow.PublishedGraph;
import dev.baton.workflow.WorkflowShelf;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs that steps of other runs begin. Such a run's id is its step's idempotency key, so however
 * often the step is repeated, there is one.
 */
@Component
class ChildRuns {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final WorkflowShelf workflows;
    private final Runs runs;
    private final ChildEnds ends;
    private final ObjectProvider<RunStarter> starter;
    private final ObjectProvider<Replays> replays;
    private final ReplayedSteps replayed;
    private final Clock clock;

    ChildRuns(
            WorkflowShelf workflows,
            Runs runs,
            ChildEnds ends,
            ObjectProvider<RunStarter> starter,
            ObjectProvider<Replays> replays,
            ReplayedSteps replayed,
            Clock clock) {
        this.workflows = workflows;
        this.runs = runs;
        this.ends = ends;
        this.starter = starter;
        this.replays = replays;
        this.replayed = replayed;
        this.clock = clock;
    }

    void begin(Execution execution, Effect.Act act, Action.SubWorkflow step) {
        var id = new RunId(execution.head().id().tenant(), act.call());
        var there = runs.find(id);
        if (there.isPresent()) {
            execution.ended(
                    act,
                    ends.outcome(there.get())
                            .orElseGet(() -> waits(act, there.get().head().createdAt())));
            return;
        }
        if (execution.head().depth() >= RunParent.DEEPEST) {
            execution.ended(
                    act,
                    failed(
                            "too_deep",
                            "Workflows may begin each other %d levels deep."
                                    .formatted(RunParent.DEEPEST)));
            return;
        }
        if (!execution.isStillOwned()) {
            execution.lost();
            return;
        }
        try {
            execution.ended(act, start(execution, act, step));
        } catch (LimitReached | Unavailable notNow) {
            execution.ended(
                    act,
                    new StepOutcome.Delayed(
                            notNow.code(),
                            String.valueOf(notNow.getMessage()),
                            RefusalFacts.of(notNow),
                            clock.instant().plus(notNow.retryAfter().orElse(SOON)),
                            null));
        } catch (Problem refused) {
            execution.ended(act, failed(refused.code(), String.valueOf(refused.getMessage())));
        }
    }

    /** Without a limit of its own a step waits as long as it takes. */
    private static StepOutcome waits(Effect.Act act, Instant since) {
        var longest = act.step().timeout();
        return new StepOutcome.Waits(longest == null ? null : since.plus(longest));
    }

    private StepOutcome start(Execution execution, Effect.Act act, Action.SubWorkflow step) {
        var head = execution.head();
        var published = workflows.find(head.id().tenant(), step.workflow(), step.version());
        var other = replayed.child(head, act);
        if (isOutdated(head, act, published, other)) {
            return new StepOutcome.Outdated();
        }
        Long cap = null;
        if (execution.hasCostCap()) {
            var set = execution.reserveForChild(act, ownLimit(published.json()));
            if (set.isEmpty()) {
                return CostCap.delay(clock.instant());
            }
            cap = set.getAsLong();
        }
        var parent = new RunParent(head.id().value(), act.path(), act.attempt(), head.depth() + 1);
        var run =
                new NewRun(
                        act.call(),
                        published.name(),
                        published.json(),
                        WorkflowRef.of(published.id()),
                        input(((Map<?, ?>) act.arguments()).get("input")),
                        priority(head),
                        cap,
                        null,
                        parent,
                        null,
                        Trace.of(head.traceId(), head.correlation()));
        var by = head.starter().actor(head.id().tenant());
        other.ifPresentOrElse(
                one -> replays.getObject().begin(by, one, run, head.after()),
                () -> starter.getObject().start(by, run));
        return waits(act, clock.instant());
    }

    /** What people have agreed to in another run is the workflow that began there. */
    private boolean isOutdated(
            RunHead head, Effect.Act act, PublishedGraph published, Optional<Run> other) {
        if (act.agreed() == null) {
            return false;
        }
        if (!act.agreed().equals(ReplayedSteps.RECORDED)) {
            return !act.agreed()
                    .equals(
                            ActionDefinitions.hash(
                                    head, act.path(), act.step(), published, act.arguments()));
        }
        var isOther = other.filter(one -> one.head().graph().equals(published.hash())).isEmpty();
        if (isOther) {
            replayed.note(head, act.path(), Divergence.Why.DEFINITION);
        }
        return isOther;
    }

    /** As it is now: somebody may have changed it since the run began. */
    private Priority priority(RunHead head) {
        return runs.find(head.id()).map(run -> run.head().priority()).orElse(head.priority());
    }

    private static @Nullable Long ownLimit(String graph) {
        var cost = JsonValues.mapper().readTree(graph).at("/limits/cost");
        return cost.isMissingNode() ? null : CostLimit.nanos(cost.asDecimal());
    }

    private static Map<String, Object> input(@Nullable Object given) {
        var input = new LinkedHashMap<String, Object>();
        if (given instanceof Map<?, ?> some) {
            some.forEach((name, value) -> input.put(String.valueOf(name), value));
        }
        return input;
    }

    private static StepOutcome failed(String code, String message) {
        return new StepOutcome.Failed(new StepError(code, message), null, null, null);
    }
}
