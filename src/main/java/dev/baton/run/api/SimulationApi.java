package dev.baton.run.api;

import dev.baton.platform.json.JsonValues;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.run.Sample;
import dev.baton.run.Simulations;
import dev.baton.run.StepError;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.WorkflowId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What workflows would do, without doing it. */
@RestController
@Tag(name = "Workflows")
@RequestMapping("/api/v1/workflows/{id}/simulations")
class SimulationApi {

    /**
     * What to play, and with what; everything may be left out.
     *
     * @param version number of a version; the draft when it is left out
     * @param graph another graph, in the place of the workflow's
     * @param input 1 MB at most; when it is left out, that of the last run that has ended, or a
     *     sample of the graph's schema
     * @param outputs what steps give, by their paths or ids; the others give what the last run has
     *     recorded, or a sample
     */
    record SimulationRequest(
            @Nullable Integer version,
            @Schema(type = "object") @Nullable ObjectNode graph,
            @Schema(type = "object") @Nullable ObjectNode input,
            @Nullable Map<String, @Nullable OutputRequest> outputs) {

        Map<String, Sample> given() {
            var given = new LinkedHashMap<String, Sample>();
            if (outputs != null) {
                outputs.forEach(
                        (step, output) ->
                                given.put(
                                        step,
                                        output == null ? Sample.given(null) : output.sample(step)));
            }
            return given;
        }
    }

    /**
     * Either of both.
     *
     * @param result what the step gives, 1 MB at most; of a wait, the signal's payload
     * @param error what all its attempts fail with
     */
    record OutputRequest(@Nullable JsonNode result, @Nullable FailureRequest error) {

        Sample sample(String step) {
            if (error == null) {
                return Sample.given(result == null ? null : JsonValues.value(result.toString()));
            }
            var field = "outputs." + step;
            if (result != null && !result.isNull()) {
                throw invalid(field, "ambiguous", "give a result or an error");
            }
            return Sample.failing(error.error(field));
        }
    }

    /**
     * @param code such as {@code http_503}, {@code timed_out} or {@code approval_rejected}: those
     *     that may pass are tried again as the step says
     * @param message for people, 2 000 characters at most
     */
    record FailureRequest(@Nullable String code, @Nullable String message) {

        private static final int LONGEST_CODE = 100;

        StepError error(String field) {
            if (code == null || code.isBlank() || code.length() > LONGEST_CODE) {
                throw invalid(
                        field + ".error.code",
                        "out_of_range",
                        "1 to %d characters".formatted(LONGEST_CODE));
            }
            return new StepError(
                    code.strip(), message == null ? "A sample of a failure." : message);
        }
    }

    private final Simulations simulations;

    SimulationApi(Simulations simulations) {
        this.simulations = simulations;
    }

    @Operation(
            operationId = "simulateWorkflow",
            summary = "Play a workflow's draft, or a version of it, without carrying it out",
            description =
                    """
                    Conditions, branches, loops, joins and expressions are computed as in a run; waits are leapt \
                    over. Whatever acts gives a sample: nobody is asked, nothing is sent, paid for or written. \
                    Samples are taken from the last run that has ended where the key may read runs.\
                    """)
    @PostMapping
    @Requires(Permission.WORKFLOWS_READ)
    SimulationJson simulate(
            Actor by, @PathVariable UUID id, @RequestBody SimulationRequest wanted) {
        if (wanted.version() != null && wanted.graph() != null) {
            throw invalid("version", "ambiguous", "give a version or a graph");
        }
        var workflow = new WorkflowId(by.tenant(), id);
        var setup =
                wanted.graph() == null
                        ? simulations.setup(workflow, wanted.version(), by)
                        : simulations.setup(workflow, JsonValues.object(wanted.graph()), by);
        return SimulationJson.of(
                simulations.simulate(
                        setup,
                        wanted.input() == null ? null : JsonValues.object(wanted.input()),
                        wanted.given(),
                        by));
    }

    private static BadInput invalid(String field, String code, String message) {
        return new BadInput(
                "invalid_request",
                field + ": " + message + ".",
                new FieldProblem(field, code, message));
    }
}
