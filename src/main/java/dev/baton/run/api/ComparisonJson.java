package dev.baton.run.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.run.Comparison;
import dev.baton.run.Differences;
import dev.baton.run.Run;
import dev.baton.run.StepRecord;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Two runs beside each other.
 *
 * @param variables as they are at the end of each, or now
 * @param differentSteps how many of the steps differ
 * @param totalSteps how many steps either of them has
 * @param steps some of them, those that differ first
 * @param nextCursor what {@code after} takes to go on; left out on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ComparisonJson(
        SideJson before,
        SideJson after,
        DifferencesJson input,
        DifferencesJson variables,
        DifferencesJson output,
        int differentSteps,
        int totalSteps,
        List<PairJson> steps,
        @Nullable String nextCursor) {

    /**
     * One of the two, as a whole.
     *
     * @param durationMs left out for one that has not ended
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SideJson(
            String id,
            String status,
            @Nullable String title,
            @Nullable Long durationMs,
            int attempts,
            RunJson.UsageJson usage,
            RunJson.CostJson cost,
            RunJson.@Nullable ErrorJson error) {

        static SideJson of(Run run, String currency) {
            var whole = RunJson.of(run, null, currency);
            var ended = run.summary().endedAt();
            var took = ended == null ? null : run.summary().took(ended);
            return new SideJson(
                    whole.id(),
                    whole.status(),
                    whole.title(),
                    took == null ? null : took.toMillis(),
                    whole.attempts(),
                    whole.usage(),
                    whole.cost(),
                    whole.error());
        }
    }

    /**
     * @param leftOut how many there are beside those that are listed
     */
    record DifferencesJson(List<DifferenceJson> listed, int leftOut) {

        static DifferencesJson of(Differences differences) {
            return new DifferencesJson(
                    differences.found().stream().map(DifferenceJson::of).toList(),
                    differences.leftOut());
        }
    }

    /**
     * A step of both.
     *
     * @param before left out where that run has not come to it
     * @param after left out where that run has not come to it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PairJson(
            String path,
            String title,
            String kind,
            boolean differs,
            @Nullable OneJson before,
            @Nullable OneJson after,
            DifferencesJson arguments,
            DifferencesJson result) {

        static PairJson of(Comparison.Pair pair, String currency) {
            var step = pair.step();
            return new PairJson(
                    step.path(),
                    step.title(),
                    step.kind(),
                    pair.differs(),
                    OneJson.of(pair.before(), currency),
                    OneJson.of(pair.after(), currency),
                    DifferencesJson.of(pair.arguments()),
                    DifferencesJson.of(pair.result()));
        }
    }

    /**
     * A step of one of them.
     *
     * @param durationMs left out for one that has not ended
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OneJson(
            String status,
            @Nullable Long durationMs,
            int attempts,
            RunJson.UsageJson usage,
            RunJson.CostJson cost,
            RunJson.@Nullable ErrorJson error) {

        static @Nullable OneJson of(@Nullable StepRecord step, String currency) {
            if (step == null) {
                return null;
            }
            var took = step.took();
            return new OneJson(
                    step.status().wire(),
                    took == null ? null : took.toMillis(),
                    step.attempts().size(),
                    new RunJson.UsageJson(step.tokensIn(), step.tokensOut()),
                    RunJson.CostJson.of(step.costNanos(), currency),
                    RunJson.ErrorJson.of(step.error()));
        }
    }

    static ComparisonJson of(Comparison comparison, String currency) {
        return new ComparisonJson(
                SideJson.of(comparison.before(), currency),
                SideJson.of(comparison.after(), currency),
                DifferencesJson.of(comparison.input()),
                DifferencesJson.of(comparison.variables()),
                DifferencesJson.of(comparison.output()),
                comparison.different(),
                comparison.total(),
                comparison.steps().stream().map(pair -> PairJson.of(pair, currency)).toList(),
                comparison.next() == null ? null : comparison.next().toString());
    }
}
