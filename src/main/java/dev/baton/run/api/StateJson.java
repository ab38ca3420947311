package dev.baton.run.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.ledger.Money;
import dev.baton.run.RunHistory;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The state of a run at one of its versions.
 *
 * @param workflowId id of the workflow of which the run executes a version; null where it executes
 *     a graph of its own
 * @param at when the version was written
 * @param results of the run's own steps, by their ids
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StateJson(
        @JsonInclude @Nullable String workflowId,
        int version,
        Instant at,
        String status,
        @Nullable String currentStep,
        double progress,
        Map<String, Object> input,
        Map<String, @Nullable Object> variables,
        Map<String, @Nullable Object> results,
        @Nullable Object output,
        List<String> missing,
        RunJson.@Nullable ErrorJson error,
        MetadataJson metadata) {

    record MetadataJson(int attempts, RunJson.UsageJson usage, RunJson.CostJson cost) {}

    static StateJson of(RunHistory.Version found, String currency) {
        var state = found.state();
        var cost = new Money(state.costNanos(), currency).text();
        var workflow = found.workflow();
        return new StateJson(
                workflow == null ? null : workflow.workflow().toString(),
                found.version(),
                found.at(),
                state.status().wire(),
                state.current(),
                state.progress(),
                state.input(),
                state.variables(),
                state.results(),
                state.output(),
                state.missing(),
                RunJson.ErrorJson.of(state.failure()),
                new MetadataJson(
                        state.executed(),
                        new RunJson.UsageJson(state.tokensIn(), state.tokensOut()),
                        new RunJson.CostJson(cost, currency)));
    }
}
