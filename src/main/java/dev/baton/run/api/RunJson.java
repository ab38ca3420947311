package dev.baton.run.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.ledger.Money;
import dev.baton.planner.PlanEstimate;
import dev.baton.run.ForkedFrom;
import dev.baton.run.Run;
import dev.baton.run.StepError;
import dev.baton.run.engine.RunEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A run, and the task that it carries out, as the API shows it.
 *
 * @param version of its state
 * @param progress from 0 to 1
 * @param waitsUntil when something goes on by itself; left out when nothing waits for time
 * @param approvalOpen whether people are asked to decide something now
 * @param waitingFor what it waits for; told of a run that is asked for by its id
 * @param maxCost what its starter said that it may cost, exact, in the currency of its cost; its
 *     graph may say less
 * @param output of a run that has completed
 * @param partial whether steps failed that the run went on without; told at its end
 * @param missing those steps
 * @param error why it failed
 * @param forkedFrom what it began with
 * @param replayOf the run whose outcomes its steps are given
 * @param restartedFrom id of the run that this one repeats
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunJson(
        String id,
        String status,
        @Nullable String title,
        int version,
        double progress,
        @Nullable String currentStep,
        @Nullable Instant waitsUntil,
        boolean approvalOpen,
        @Nullable WaitingJson waitingFor,
        int attempts,
        UsageJson usage,
        CostJson cost,
        @Nullable String maxCost,
        @Nullable Object output,
        @Nullable Boolean partial,
        @Nullable List<String> missing,
        @Nullable ErrorJson error,
        String graphHash,
        @Nullable WorkflowJson workflow,
        @Nullable ParentJson parent,
        @Nullable ForkJson forkedFrom,
        @Nullable ReplayJson replayOf,
        @Nullable String restartedFrom,
        @Nullable EstimateJson estimate,
        String priority,
        String startedBy,
        String traceId,
        @Nullable String correlationId,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    /**
     * @param id of the workflow
     * @param version of it that the run executes
     */
    record WorkflowJson(String id, int version) {}

    /**
     * @param id of the run whose step began this one
     */
    record ParentJson(String id, String step) {}

    /**
     * @param id of the run that this one began with
     * @param version of that run's state
     * @param reason why it goes on from there; left out when nobody said
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ForkJson(String id, int version, @Nullable String reason) {

        static @Nullable ForkJson of(@Nullable ForkedFrom from) {
            return from == null || from.way() != ForkedFrom.Way.FORK
                    ? null
                    : new ForkJson(from.run().toString(), from.version(), from.reason());
        }
    }

    /**
     * @param id of the run that this one replays
     * @param afterDivergence what its steps do for which nothing recorded fits
     * @param reason why; left out when nobody said
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReplayJson(String id, String afterDivergence, @Nullable String reason) {

        static @Nullable ReplayJson of(@Nullable ForkedFrom from) {
            return from == null || from.replay() == null
                    ? null
                    : new ReplayJson(
                            from.run().toString(), from.replay().after().wire(), from.reason());
        }
    }

    /**
     * What its plan said.
     *
     * @param plan hash of the plan that it carries out
     */
    record EstimateJson(
            String plan, String source, PlanJson.CostRangeJson cost, PlanJson.TimeRangeJson time) {

        static EstimateJson of(PlanEstimate estimate, String currency) {
            return new EstimateJson(
                    estimate.hash(),
                    estimate.source().wire(),
                    PlanJson.CostRangeJson.of(estimate.cost(), currency),
                    PlanJson.TimeRangeJson.of(estimate.millis()));
        }
    }

    record UsageJson(long inputTokens, long outputTokens) {}

    /**
     * @param amount in units of the currency, exact
     */
    record CostJson(String amount, String currency) {

        static CostJson of(long nanos, String currency) {
            return new CostJson(new Money(nanos, currency).text(), currency);
        }
    }

    /**
     * @param step at which it began
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErrorJson(String code, String message, @Nullable String step) {

        static @Nullable ErrorJson of(@Nullable StepError error) {
            return error == null
                    ? null
                    : new ErrorJson(error.code(), error.message(), error.step());
        }
    }

    /**
     * @param end how it ended; null for lists and for one that has not
     */
    static RunJson of(Run run, RunEvent.@Nullable RunEnded end, String currency) {
        var head = run.head();
        var summary = run.summary();
        return new RunJson(
                run.id().toString(),
                summary.status().wire(),
                head.title(),
                summary.version(),
                summary.progress(),
                summary.currentStep(),
                summary.dueAt(),
                summary.asks(),
                null,
                summary.attempts(),
                new UsageJson(summary.tokensIn(), summary.tokensOut()),
                new CostJson(new Money(summary.costNanos(), currency).text(), currency),
                head.givenCap() == null ? null : new Money(head.givenCap(), currency).text(),
                end == null ? null : end.output(),
                end == null ? null : !end.missing().isEmpty(),
                end == null || end.missing().isEmpty() ? null : end.missing(),
                ErrorJson.of(summary.error()),
                head.graph(),
                head.workflow() == null
                        ? null
                        : new WorkflowJson(
                                head.workflow().workflow().toString(), head.workflow().version()),
                head.parent() == null
                        ? null
                        : new ParentJson(head.parent().run().toString(), head.parent().step()),
                ForkJson.of(head.forkedFrom()),
                ReplayJson.of(head.forkedFrom()),
                restartedFrom(head.forkedFrom()),
                null,
                head.priority().name().toLowerCase(Locale.ROOT),
                head.starter().name(),
                head.traceId(),
                head.correlation(),
                head.createdAt(),
                summary.startedAt(),
                summary.endedAt());
    }

    private static @Nullable String restartedFrom(@Nullable ForkedFrom from) {
        return from == null || from.way() != ForkedFrom.Way.RESTART ? null : from.run().toString();
    }

    RunJson with(@Nullable EstimateJson known, @Nullable WaitingJson waiting) {
        return new RunJson(
                id,
                status,
                title,
                version,
                progress,
                currentStep,
                waitsUntil,
                approvalOpen,
                waiting,
                attempts,
                usage,
                cost,
                maxCost,
                output,
                partial,
                missing,
                error,
                graphHash,
                workflow,
                parent,
                forkedFrom,
                replayOf,
                restartedFrom,
                known,
                priority,
                startedBy,
                traceId,
                correlationId,
                createdAt,
                startedAt,
                endedAt);
    }
}
