package dev.baton.run.web;

import dev.baton.planner.Plan;
import dev.baton.planner.PlanSource;
import dev.baton.planner.PlannedStep;
import dev.baton.planner.Range;
import dev.baton.run.CostLimit;
import dev.baton.workflow.Action;
import dev.baton.workflow.ExecutionOrder;
import dev.baton.workflow.Graph;
import dev.baton.workflow.GraphReader;
import dev.baton.workflow.Merge;
import dev.baton.workflow.Step;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A plan as its page shows it: drawn, and step by step in the order in which they can begin. */
final class PlanView {

    /** Steps beside one that are named. */
    private static final int MOST_NAMED = 5;

    private static final String OF_AN_AGENT = "agent_";

    /** A text of the console and what it is about. */
    record Sentence(String key, List<?> words) {

        static Sentence of(String key, String... arguments) {
            return new Sentence(key, List.of(arguments));
        }
    }

    /**
     * A step.
     *
     * @param key as the drawing has it
     * @param depth how many steps it is in
     * @param asksAgent whether it asks an agent, known or not
     * @param why that agent; null where the reasons of the whole plan say so
     * @param after titles of the steps that must have ended before
     * @param beside titles of steps that may run at the same time, the first few
     * @param besides how many more there are
     */
    record Line(
            String key,
            int depth,
            PlannedStep step,
            boolean asksAgent,
            @Nullable Sentence why,
            List<String> after,
            List<String> beside,
            int besides) {}

    private final Plan plan;
    private final @Nullable Long left;
    private final @Nullable CostLimit limit;
    private final @Nullable GraphDrawing graph;
    private final Map<String, PlannedStep> planned = new HashMap<>();
    private final Map<String, Plan.Why> choices = new HashMap<>();
    private final List<Plan.Why> reasons = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private int approvals;
    private int requests;

    /**
     * @param left nano-units of the budget; null where that is not to be shown
     * @param limit of its run; null for none
     */
    PlanView(Plan plan, @Nullable Long left, @Nullable CostLimit limit) {
        this.plan = plan;
        this.left = left;
        this.limit = limit;
        var read = GraphReader.read(plan.graph()).orRefuse();
        graph = GraphDrawing.of(read, Outline.of(read, List.of()));
        plan.steps().forEach(step -> planned.put(step.id(), step));
        for (var why : plan.why()) {
            if (isOfAStep(why)) {
                choices.put(why.arguments().getFirst(), why);
            } else {
                reasons.add(why);
            }
        }
        add(read.scope(), "", 0);
    }

    private boolean isOfAStep(Plan.Why why) {
        return plan.source() != PlanSource.TEMPLATE
                && why.code().startsWith(OF_AN_AGENT)
                && !why.arguments().isEmpty()
                && planned.containsKey(why.arguments().getFirst());
    }

    private void add(Graph.Scope scope, String before, int depth) {
        var steps = ExecutionOrder.of(scope.steps(), Step::id, Step::after);
        var order = new Order(steps);
        for (var at = 0; at < steps.size(); at++) {
            var step = steps.get(at);
            count(step);
            var key = before + step.id();
            var found = planned.get(step.id());
            if (found != null) {
                var beside = order.beside(at);
                lines.add(
                        new Line(
                                key,
                                depth,
                                found,
                                agent(step) != null,
                                why(step, found),
                                step.after().stream().map(this::title).toList(),
                                beside.stream().limit(MOST_NAMED).toList(),
                                Math.max(0, beside.size() - MOST_NAMED)));
            }
            var inner = Outline.inner(step.action());
            if (inner != null) {
                add(inner, key + "/*/", depth + 1);
            }
        }
    }

    /** Whom the step asks; null for nobody. */
    private static Action.@Nullable Agent agent(Step step) {
        return switch (step.action()) {
            case Action.Agent agent -> agent;
            case Action.Join(Merge.ByAgent(var agent)) -> agent;
            case Action.ForEach each when each.join() instanceof Merge.ByAgent(var agent) -> agent;
            default -> null;
        };
    }

    private @Nullable Sentence why(Step step, PlannedStep found) {
        var said = choices.get(step.id());
        if (said != null) {
            return new Sentence(said.key(), said.words());
        }
        var asked = agent(step);
        if (asked == null) {
            return null;
        }
        var capability = found.capability();
        if (found.agent() == null) {
            return capability == null
                    ? Sentence.of("run.task.agent.later")
                    : Sentence.of("run.task.agent.later.can", capability);
        }
        if (asked.agent() != null) {
            return plan.source() == PlanSource.GIVEN ? Sentence.of("run.task.agent.named") : null;
        }
        return capability == null
                ? Sentence.of("run.task.agent.best")
                : Sentence.of("run.task.agent.likely", capability);
    }

    private void count(Step step) {
        if (step.approval() != null || step.action() instanceof Action.Approve) {
            approvals++;
        }
        if (step.action() instanceof Action.Http || step.action() instanceof Action.UseTool) {
            requests++;
        }
    }

    private String title(String id) {
        var step = planned.get(id);
        return step == null ? id : step.title();
    }

    /** Which steps of one scope can run at the same time. */
    private static final class Order {

        private final List<Step> steps;
        private final BitSet[] before;
        private final BitSet[] apart;

        /**
         * @param steps each behind those that it comes after
         */
        Order(List<Step> steps) {
            this.steps = steps;
            before = new BitSet[steps.size()];
            apart = new BitSet[steps.size()];
            var places = new HashMap<String, Integer>();
            for (var at = 0; at < steps.size(); at++) {
                before[at] = new BitSet();
                apart[at] = new BitSet();
                for (var earlier : steps.get(at).after()) {
                    var place = places.get(earlier);
                    if (place != null) {
                        before[at].set(place);
                        before[at].or(before[place]);
                    }
                }
                places.put(steps.get(at).id(), at);
            }
            for (var step : steps) {
                if (step.action() instanceof Action.Branch branch) {
                    setApart(branch, places);
                }
            }
        }

        /** What only one way of a branch leads to never runs together with what another does. */
        private void setApart(Action.Branch branch, Map<String, Integer> places) {
            var ways = new ArrayList<BitSet>();
            branch.cases().forEach(one -> ways.add(reached(Set.copyOf(one.to()), places)));
            ways.add(reached(Set.copyOf(branch.otherwise()), places));
            for (var way : ways) {
                for (var other : ways) {
                    var here = (BitSet) way.clone();
                    here.andNot(other);
                    var there = (BitSet) other.clone();
                    there.andNot(way);
                    here.stream().forEach(at -> apart[at].or(there));
                }
            }
        }

        private BitSet reached(Set<String> first, Map<String, Integer> places) {
            var begins = new HashSet<Integer>();
            first.forEach(
                    id -> {
                        var place = places.get(id);
                        if (place != null) {
                            begins.add(place);
                        }
                    });
            var reached = new BitSet();
            for (var at = 0; at < steps.size(); at++) {
                if (begins.contains(at) || begins.stream().anyMatch(before[at]::get)) {
                    reached.set(at);
                }
            }
            return reached;
        }

        /** Titles of those that may run at the same time as one. */
        List<String> beside(int at) {
            var titles = new ArrayList<String>();
            for (var other = 0; other < steps.size(); other++) {
                if (other != at
                        && !before[at].get(other)
                        && !before[other].get(at)
                        && !apart[at].get(other)) {
                    titles.add(steps.get(other).title());
                }
            }
            return titles;
        }
    }

    public Plan plan() {
        return plan;
    }

    /** Null where it is too large. */
    public @Nullable GraphDrawing graph() {
        return graph;
    }

    /** In the drawing, none is. */
    public boolean isChosen(StepGroup step) {
        return false;
    }

    public List<Line> lines() {
        return lines;
    }

    /**
     * What is left of the budget when the plan has been carried out; null where it is not shown.
     */
    public @Nullable Range leftAfter() {
        return left == null
                ? null
                : new Range(
                        after(left, plan.cost().high()),
                        after(left, plan.cost().likely()),
                        after(left, plan.cost().low()));
    }

    private static long after(long left, long cost) {
        return Math.max(0, left - cost);
    }

    /** Whether the budget may not be enough. */
    public boolean isShort() {
        return left != null && left < plan.cost().high();
    }

    /** What its run may cost; null where the budget alone bounds it. */
    public @Nullable CostLimit limit() {
        return limit;
    }

    /** Whether it would be refused: even the least that it is likely to cost is too much. */
    public boolean isOverLimit() {
        return excess() == CostLimit.Excess.LOW;
    }

    /** Key of what is to be said of its cost and the limit; null where all of it fits. */
    public @Nullable String warning() {
        var excess = excess();
        if (excess == null) {
            return null;
        }
        var isOfGraph = limit != null && limit.isOfGraph();
        return "run.task.limit." + excess.wire() + (isOfGraph ? ".graph" : "");
    }

    private CostLimit.@Nullable Excess excess() {
        return limit == null ? null : limit.exceededBy(plan.cost()).orElse(null);
    }

    /** Agents that are named and cannot be asked now. */
    public List<String> lacking() {
        return lines.stream()
                .map(Line::step)
                .filter(PlannedStep::isLacking)
                .map(step -> String.valueOf(step.agent()))
                .distinct()
                .toList();
    }

    /** Titles of steps that run workflows which are in none of the figures, be it in part. */
    public List<String> unpriced() {
        return lines.stream()
                .map(Line::step)
                .filter(PlannedStep::isUnpriced)
                .map(PlannedStep::title)
                .toList();
    }

    /** What was decided about the plan as a whole. */
    public List<Plan.Why> reasons() {
        return reasons;
    }

    /** How often people must agree at the most, each step counted once. */
    public int approvals() {
        return approvals;
    }

    /** Steps that send requests to other systems. */
    public int requests() {
        return requests;
    }
}
