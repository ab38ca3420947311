package dev.baton.run;

import dev.baton.platform.problem.LimitReached;
import dev.baton.platform.problem.Problem;
import dev.baton.platform.problem.Unavailable;
import dev.baton.platform.trace.Trace;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.StepOutcome;
import dev.baton.workflow.Action;
import dev.baton.workflow.WorkflowShelf;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

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
    private final Clock clock;

    ChildRuns(
            WorkflowShelf workflows,
            Runs runs,
            ChildEnds ends,
            ObjectProvider<RunStarter> starter,
            Clock clock) {
        this.workflows = workflows;
        this.runs = runs;
        this.ends = ends;
        this.starter = starter;
        this.clock = clock;
    }

    void begin(Execution execution, Effect.Act act, Action.SubWorkflow step) {
        var id = new RunId(execution.head().id().tenant(), act.call());
        var there = runs.find(id);
        if (there.isPresent()) {
            execution.ended(
                    act, ends.outcome(there.get()).orElse(new StepOutcome.Waits(null)));
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
            start(execution, act, step);
            execution.ended(act, new StepOutcome.Waits(null));
        } catch (LimitReached | Unavailable notNow) {
            execution.ended(
                    act,
                    new StepOutcome.Delayed(
                            notNow.code(),
                            String.valueOf(notNow.getMessage()),
                            clock.instant().plus(notNow.retryAfter().orElse(SOON))));
        } catch (Problem refused) {
            execution.ended(act, failed(refused.code(), String.valueOf(refused.getMessage())));
        }
    }

    private void start(Execution execution, Effect.Act act, Action.SubWorkflow step) {
        var head = execution.head();
        var published = workflows.find(head.id().tenant(), step.workflow(), step.version());
        var parent =
                new RunParent(
                        head.id().value(), act.path(), act.attempt(), head.depth() + 1);
        starter.getObject()
                .start(
                        head.starter().actor(head.id().tenant()),
                        new NewRun(
                                act.call(),
                                published.name(),
                                published.json(),
                                new WorkflowRef(
                                        published.id().workflowId(), published.id().number()),
                                input(((Map<?, ?>) act.arguments()).get("input")),
                                head.priority(),
                                execution.leftToSpend(),
                                null,
                                parent,
                                null,
                                Trace.of(head.traceId(), head.correlation())));
    }

    private static Map<String, Object> input(@Nullable Object given) {
        var input = new HashMap<String, Object>();
        if (given instanceof Map<?, ?> some) {
            some.forEach((name, value) -> input.put(String.valueOf(name), value));
        }
        return input;
    }

    private static StepOutcome failed(String code, String message) {
        return new StepOutcome.Failed(new StepError(code, message), null, null, null);
    }
}
