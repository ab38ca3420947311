package dev.baton.planner.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.planner.Accuracy;
import dev.baton.planner.PlanAccuracy;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.workflow.WorkflowId;
import dev.baton.workflow.WorkflowShelf;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.UUID;

/** How far off estimates were, of a workflow and of the templates. */
@RestController
@Tag(name = "Workflows")
@RequestMapping("/api/v1/workflows")
class AccuracyApi {

    private final PlanAccuracy accuracy;
    private final WorkflowShelf workflows;

    AccuracyApi(PlanAccuracy accuracy, WorkflowShelf workflows) {
        this.accuracy = accuracy;
        this.workflows = workflows;
    }

    /**
     * Of the newest 200 runs that were estimated and have completed.
     *
     * @param template id; left out of a workflow
     * @param runs how many that are
     * @param cost left out where there are none
     * @param time left out where there are none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AccuracyJson(
            @Nullable String template,
            int runs,
            @Nullable ErrorJson cost,
            @Nullable ErrorJson time) {

        static AccuracyJson of(@Nullable String template, Accuracy it) {
            return new AccuracyJson(
                    template, it.runs(), ErrorJson.of(it.cost()), ErrorJson.of(it.time()));
        }
    }

    /**
     * @param medianRatio of what the middle run came to and what was likely: 1.2 is a fifth more;
     *     left out where nothing was likely to be needed
     * @param inside share of runs within their range, 0 to 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErrorJson(@Nullable Double medianRatio, double inside) {

        static ErrorJson of(Accuracy.Error error) {
            return new ErrorJson(error.ratio(), error.inside());
        }
    }

    /** Those of which runs have completed. */
    record TemplatesJson(List<AccuracyJson> data) {}

    @Operation(
            operationId = "getWorkflowEstimates",
            summary = "How far off the estimates of a workflow's runs were")
    @GetMapping("/{id}/estimates")
    @Requires(Permission.RUNS_READ)
    AccuracyJson workflow(Actor by, @PathVariable UUID id) {
        workflows.nameOf(new WorkflowId(by.tenant(), id));
        return accuracy.ofWorkflow(by, id)
                .map(it -> AccuracyJson.of(null, it))
                .orElseGet(() -> new AccuracyJson(null, 0, null, null));
    }

    @Operation(
            operationId = "listTemplateEstimates",
            summary = "How far off the estimates of plans by template were")
    @GetMapping("/templates/estimates")
    @Requires(Permission.RUNS_READ)
    TemplatesJson templates(Actor by) {
        return new TemplatesJson(
                accuracy.ofTemplates(by).entrySet().stream()
                        .map(one -> AccuracyJson.of(one.getKey(), one.getValue()))
                        .toList());
    }
}
