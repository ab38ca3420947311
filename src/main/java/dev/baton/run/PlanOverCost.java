package dev.baton.run;

import dev.baton.ledger.Money;
import dev.baton.planner.Plan;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.RuleRefused;

import java.util.List;
import java.util.Map;

/** Even the least that a plan is likely to cost is more than its run may. */
public class PlanOverCost extends RuleRefused {

    private final Map<String, Object> facts;

    PlanOverCost(Plan plan, CostLimit limit) {
        this(
                new Money(plan.cost().low(), plan.currency()),
                new Money(limit.nanos(), plan.currency()),
                limit.isOfGraph());
    }

    private PlanOverCost(Money least, Money limit, boolean isOfGraph) {
        super(
                "plan_over_cost",
                """
                The plan is likely to cost %s %s at least, and its run may cost %s %s at most. Raise \
                %s, or plan with fewer steps or cheaper agents.\
                """
                        .formatted(
                                least.text(),
                                least.currency(),
                                limit.text(),
                                limit.currency(),
                                isOfGraph ? "limits.cost of the graph" : "max_cost"),
                List.of(least.text(), least.currency(), limit.text()),
                isOfGraph
                        ? List.of()
                        : List.of(
                                new FieldProblem(
                                        "max_cost", "too_low", "at least " + least.text())));
        facts =
                Map.of(
                        "least_cost", least.text(),
                        "cost_limit", limit.text(),
                        "currency", least.currency());
    }

    @Override
    public Map<String, Object> extensions() {
        return facts;
    }
}
