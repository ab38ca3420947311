package dev.baton.run.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.ledger.Money;
import dev.baton.planner.Plan;
import dev.baton.planner.PlannedStep;
import dev.baton.planner.Range;
import dev.baton.run.CostLimit;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What would be done, and what it may take. Nothing of it has happened.
 *
 * @param hash names exactly this plan: {@code {"plan": hash}} carries it out
 * @param source {@code template}, {@code rules}, {@code llm} or {@code given}
 * @param template id of the template that fits
 * @param confidence 0 to 1, how sure it is that this is what was meant
 * @param why what was decided, in the order it was
 * @param plannedAt when an agent made it, where that was some minutes ago and it was not asked
 *     again; {@code anew=true} asks it; left out for a plan that was just made
 * @param budgetLeft what is left of the month's budget before it, exact; left out without a limit
 * @param maxCost what its run may cost, exact: the lower of what was given and what the graph says;
 *     left out without either
 * @param aboveMaxCost the lowest figure of the cost that is above that: with {@code low} it is not
 *     begun, with {@code likely} and {@code high} it may be stopped midway; left out where all fit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlanJson(
        String hash,
        String graphHash,
        String source,
        @Nullable String template,
        String strategy,
        double confidence,
        CostRangeJson cost,
        TimeRangeJson time,
        List<StepJson> steps,
        List<WhyJson> why,
        @Nullable Instant plannedAt,
        @Nullable String budgetLeft,
        @Nullable String maxCost,
        @Nullable String aboveMaxCost,
        Map<String, Object> graph,
        Map<String, Object> input) {

    /**
     * Amounts in units of the currency, exact.
     *
     * @param low nine of ten are above it
     * @param likely half are below it
     * @param high one of twenty is above it
     */
    record CostRangeJson(String low, String likely, String high, String currency) {

        static CostRangeJson of(Range range, String currency) {
            return new CostRangeJson(
                    new Money(range.low(), currency).text(),
                    new Money(range.likely(), currency).text(),
                    new Money(range.high(), currency).text(),
                    currency);
        }
    }

    record TimeRangeJson(long lowMs, long likelyMs, long highMs) {

        static TimeRangeJson of(Range range) {
            return new TimeRangeJson(range.low(), range.likely(), range.high());
        }
    }

    /**
     * @param inside the step that it belongs to; left out for one of the run's own
     * @param fromHistory whether cost and time are those of calls that were made, or of runs of the
     *     workflow
     * @param prompt what the agent would be told, as far as it is known, 2,000 letters at most
     * @param lacking true where the agent that is named cannot be asked now
     * @param workflow that the step runs, with what its own steps may take; left out for other
     *     steps, and where it cannot be run now
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StepJson(
            String id,
            String title,
            String kind,
            @Nullable String agent,
            @Nullable String capability,
            List<String> after,
            @Nullable String inside,
            CostRangeJson cost,
            TimeRangeJson time,
            boolean fromHistory,
            @Nullable String prompt,
            @Nullable Boolean lacking,
            @Nullable OtherJson workflow) {

        static StepJson of(PlannedStep step, String currency) {
            return new StepJson(
                    step.id(),
                    step.title(),
                    step.kind(),
                    step.agent(),
                    step.capability(),
                    step.after(),
                    step.inside(),
                    CostRangeJson.of(step.cost(), currency),
                    TimeRangeJson.of(step.millis()),
                    step.fromHistory(),
                    step.prompt(),
                    step.isLacking() ? true : null,
                    OtherJson.of(step.workflow()));
        }
    }

    /**
     * @param version that would run now
     * @param partial true where some of it is in none of the figures: a workflow that is not there,
     *     or one that begins itself
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OtherJson(String name, int version, @Nullable Boolean partial) {

        static @Nullable OtherJson of(PlannedStep.@Nullable Workflow other) {
            return other == null
                    ? null
                    : new OtherJson(other.name(), other.version(), other.isPartial() ? true : null);
        }
    }

    record WhyJson(String code, List<String> arguments) {}

    /**
     * @param left nano-units of the budget; null without a limit, or for who may not know
     * @param limit of its run; null for none
     */
    static PlanJson of(Plan plan, @Nullable Long left, @Nullable CostLimit limit) {
        return new PlanJson(
                plan.hash(),
                plan.graphHash(),
                plan.source().wire(),
                plan.template(),
                plan.strategy().wire(),
                plan.confidence(),
                CostRangeJson.of(plan.cost(), plan.currency()),
                TimeRangeJson.of(plan.millis()),
                plan.steps().stream().map(step -> StepJson.of(step, plan.currency())).toList(),
                plan.why().stream().map(one -> new WhyJson(one.code(), one.arguments())).toList(),
                plan.plannedAt(),
                left == null ? null : new Money(left, plan.currency()).text(),
                limit == null ? null : new Money(limit.nanos(), plan.currency()).text(),
                limit == null
                        ? null
                        : limit.exceededBy(plan.cost()).map(CostLimit.Excess::wire).orElse(null),
                plan.graph(),
                plan.input());
    }
}
