package dev.baton.run.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.run.ReplayReport;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How a replay went.
 *
 * @param replayOf id of the run that it replays
 * @param divergedAt where it began to go its own way; left out where it has not
 * @param servedSteps how many steps were given what was recorded
 * @param madeSteps how many acted in earnest, or were to and may not
 * @param unprovenSteps paths of the first that were given something although it is not recorded how
 *     their agent was configured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReplayReportJson(
        String replayOf,
        String afterDivergence,
        @Nullable DivergenceJson divergedAt,
        int servedSteps,
        int madeSteps,
        List<String> unprovenSteps) {

    /**
     * @param why {@code arguments}, {@code definition}, {@code absent}, {@code unfinished} or
     *     {@code run}
     * @param differences of what the step acts with, the first 20
     */
    record DivergenceJson(String step, String why, List<DifferenceJson> differences) {}

    static ReplayReportJson of(ReplayReport report) {
        var replay = report.replay();
        var divergence = report.divergence();
        return new ReplayReportJson(
                report.of().toString(),
                replay.after().wire(),
                divergence == null
                        ? null
                        : new DivergenceJson(
                                divergence.step(),
                                divergence.why().wire(),
                                report.differences().stream().map(DifferenceJson::of).toList()),
                report.served(),
                report.made(),
                report.unproven());
    }
}
