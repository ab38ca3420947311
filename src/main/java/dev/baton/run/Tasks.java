package dev.baton.run;

import dev.baton.planner.Plan;
import dev.baton.planner.Planner;
import dev.baton.platform.json.JsonValues;
import dev.baton.platform.trace.Trace;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.work.Priority;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Makes of a task a plan to look at, or the run that carries it out. */
@Service
public class Tasks {

    private final Planner planner;
    private final RunGraphs graphs;

    Tasks(Planner planner, RunGraphs graphs) {
        this.planner = planner;
        this.graphs = graphs;
    }

    /**
     * What would be done. Nothing of it is, and nobody is asked but the agent that plans, if one is
     * to.
     *
     * @param anew whether an agent is to plan though it planned the very same a moment ago
     * @param costCap what its run may cost at most, in nano-units of the tenant's currency: words
     *     are planned with cheaper agents where that is too little; null for no limit
     * @throws dev.baton.workflow.GraphRefused when a graph cannot be run, or one of its own could
     *     not be published
     */
    @Requires(Permission.RUNS_WRITE)
    public Plan preview(Actor by, Task task, boolean anew, @Nullable Long costCap) {
        return switch (task) {
            case Task.Words(var text, var strategy, var who) ->
                    planner.preview(by, text, strategy, who, anew, costCap);
            case Task.Steps steps -> {
                check(steps);
                yield planner.estimate(
                        by, JsonValues.object(steps.graph()), steps.input(), steps.strategy());
            }
            case Task.Planned planned -> planned.plan();
        };
    }

    /**
     * The run of it, which is still to be begun; words are planned for it, and steps whose cost is
     * to be limited are estimated.
     *
     * @param title what it is to be called; null for what its workflow is called
     * @param costCap what it may cost at most beside its graph's own limit, in nano-units of the
     *     tenant's currency; null for no more than that
     * @param key idempotency key; null for none
     * @throws dev.baton.workflow.GraphRefused when a graph of its own could not be published
     * @throws PlanOverCost when it is likely to cost more than it may, however it goes
     */
    @Requires(Permission.RUNS_WRITE)
    public NewRun run(
            Actor by,
            Task task,
            @Nullable String title,
            Priority priority,
            @Nullable Long costCap,
            @Nullable RunKey key,
            Trace trace) {
        return switch (task) {
            case Task.Words(var text, var strategy, var who) ->
                    run(
                            by,
                            new Task.Planned(planner.plan(by, text, strategy, who, costCap)),
                            title,
                            priority,
                            costCap,
                            key,
                            trace);
            case Task.Steps steps -> {
                check(steps);
                var run =
                        NewRun.of(
                                        title == null ? steps.name() : title,
                                        steps.graph(),
                                        steps.workflow(),
                                        steps.input(),
                                        priority,
                                        key,
                                        trace)
                                .upTo(costCap);
                // An estimate takes its time: only who limits the cost waits for one.
                if (costCap == null) {
                    yield run;
                }
                var plan = preview(by, steps, false, costCap);
                requireAffordable(plan, costCap);
                yield run.of(plan);
            }
            case Task.Planned(var plan, var name, var workflow) -> {
                requireAffordable(plan, costCap);
                yield NewRun.of(
                                title == null ? name : title,
                                plan.graphJson(),
                                workflow,
                                plan.input(),
                                priority,
                                key,
                                trace)
                        .upTo(costCap)
                        .of(plan);
            }
        };
    }

    /** What is published has been checked as was usual then, and is run as it is. */
    private void check(Task.Steps steps) {
        if (steps.workflow() == null) {
            graphs.check(steps.graph());
        }
    }

    private static void requireAffordable(Plan plan, @Nullable Long costCap) {
        var limit = CostLimit.of(plan, costCap);
        if (limit != null && plan.cost().low() > limit.nanos()) {
            throw new PlanOverCost(plan, limit);
        }
    }
}
