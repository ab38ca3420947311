package dev.baton.planner;

import dev.baton.planner.PlannedStep.Workflow;
import dev.baton.planner.StepRanges.Estimate;
import dev.baton.platform.problem.Conflict;
import dev.baton.platform.problem.NotFound;
import dev.baton.tenant.TenantId;
import dev.baton.workflow.Action;
import dev.baton.workflow.Graph;
import dev.baton.workflow.PublishedGraph;
import dev.baton.workflow.WorkflowShelf;
import dev.baton.workflow.WorkflowVersionId;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/**
 * What the workflows may take that one graph runs, and those that they run in turn: by what their
 * runs came to, else by their own steps. What is found out is found out once, and looked into only
 * so deep and so far.
 */
final class OtherWorkflows {

    private static final int DEEPEST = 10;

    /** Steps that are looked at; then no other workflow is looked into. */
    private static final int MOST_STEPS = 1_000;

    private final TenantId tenant;
    private final WorkflowShelf shelf;
    private final WorkflowHistory runs;

    private final Map<Named, Optional<PublishedGraph>> published = new HashMap<>();
    private final Map<WorkflowVersionId, Optional<WorkflowHistory.Taken>> histories =
            new HashMap<>();
    private final Map<Begun, Estimate> estimates = new HashMap<>();

    /** Those that are being looked into, each run by the one before. */
    private final Set<WorkflowVersionId> within = new HashSet<>();

    private int steps;

    OtherWorkflows(TenantId tenant, WorkflowShelf shelf, WorkflowHistory runs) {
        this.tenant = tenant;
        this.shelf = shelf;
        this.runs = runs;
    }

    private record Named(String workflow, @Nullable Integer version) {}

    private record Begun(WorkflowVersionId version, Map<String, Object> input) {}

    /**
     * What one run may take.
     *
     * @param workflow null where nothing is known of it
     * @param steps of its graph
     */
    record Run(
            @Nullable Workflow workflow,
            List<PlannedStep> steps,
            Range cost,
            Range millis,
            boolean fromHistory)
            implements Taken {

        private static Run unknown(@Nullable Workflow workflow) {
            return new Run(workflow, List.of(), Range.ZERO, Reckoning.REQUEST_MILLIS, false);
        }

        @Override
        public long tokensIn() {
            return tokens(PlannedStep::tokensIn);
        }

        @Override
        public long tokensOut() {
            return tokens(PlannedStep::tokensOut);
        }

        private long tokens(ToLongFunction<PlannedStep> which) {
            return steps.stream().mapToLong(which).sum();
        }

        @Override
        public Range calls() {
            return steps.stream().map(PlannedStep::calls).reduce(Range.ZERO, Range::plus);
        }
    }

    /**
     * @param estimating of a graph with an input, which asks here again for what that runs
     */
    Run run(
            Action.SubWorkflow step,
            Map<String, Object> input,
            BiFunction<Graph, Map<String, Object>, Estimate> estimating) {
        var other =
                published
                        .computeIfAbsent(new Named(step.workflow(), step.version()), this::find)
                        .orElse(null);
        if (other == null) {
            return Run.unknown(null);
        }
        var named = new Workflow(other.name(), other.id().number(), false);
        var history = histories.computeIfAbsent(other.id(), runs::of).orElse(null);
        var estimate = estimate(other, input, estimating).orElse(null);
        if (history != null) {
            return new Run(
                    named,
                    estimate == null ? List.of() : estimate.steps(),
                    history.cost(),
                    estimate != null && waits(other.graph().scope())
                            ? estimate.millis()
                            : history.millis(),
                    true);
        }
        if (estimate == null) {
            return Run.unknown(named.inPart());
        }
        var isPartial = estimate.steps().stream().anyMatch(PlannedStep::isUnpriced);
        return new Run(
                isPartial ? named.inPart() : named,
                estimate.steps(),
                estimate.cost(),
                estimate.millis(),
                false);
    }

    /** To be told of each step, for what is looked at does not go on for ever. */
    void lookAtStep() {
        if (!within.isEmpty()) {
            steps++;
        }
    }

    private Optional<PublishedGraph> find(Named named) {
        try {
            return Optional.of(shelf.find(tenant, named.workflow(), named.version()));
        } catch (NotFound | Conflict cannotRun) {
            return Optional.empty();
        }
    }

    /** Empty for one that runs itself, and where enough was looked at. */
    private Optional<Estimate> estimate(
            PublishedGraph other,
            Map<String, Object> input,
            BiFunction<Graph, Map<String, Object>, Estimate> estimating) {
        if (within.contains(other.id()) || within.size() >= DEEPEST) {
            return Optional.empty();
        }
        var begun = new Begun(other.id(), input);
        var known = estimates.get(begun);
        if (known != null) {
            return Optional.of(known);
        }
        if (steps >= MOST_STEPS) {
            return Optional.empty();
        }
        within.add(other.id());
        try {
            var found = estimating.apply(other.graph(), input);
            estimates.put(begun, found);
            return Optional.of(found);
        } finally {
            within.remove(other.id());
        }
    }

    /**
     * Whether people or signals may let it wait, perhaps in another workflow: then how long its
     * runs took says little.
     */
    private static boolean waits(Graph.Scope scope) {
        return scope.steps().stream()
                .anyMatch(
                        step ->
                                step.approval() != null
                                        || switch (step.action()) {
                                            case Action.Approve _, Action.SubWorkflow _ -> true;
                                            case Action.Wait wait -> wait.signal() != null;
                                            case Action.ForEach map -> waits(map.scope());
                                            case Action.Loop loop -> waits(loop.scope());
                                            case Action.Agent _,
                                                    Action.Http _,
                                                    Action.UseTool _,
                                                    Action.Transform _,
                                                    Action.Branch _,
                                                    Action.Join _ ->
                                                    false;
                                        });
    }
}
