package dev.baton.workflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.workflow.GraphFinding;
import dev.baton.workflow.GraphReader;
import dev.baton.workflow.Workflow;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A workflow and its draft.
 *
 * @param latestVersion null when none was ever published
 * @param hash of the draft
 * @param findings of the draft; it can be published when there are none
 * @param warnings what the draft names and is not there by now
 */
record WorkflowJson(
        UUID id,
        String name,
        String description,
        String status,
        @Nullable Integer latestVersion,
        @Schema(description = "The draft, in the form of /api/v1/workflows/schema.")
                Map<String, Object> graph,
        @Schema(description = "SHA-256 of the draft's canonical JSON (RFC 8785).") String hash,
        List<GraphFinding> findings,
        List<GraphFinding> warnings,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String createdBy,
        String changedBy,
        Instant createdAt,
        Instant updatedAt) {

    static WorkflowJson of(Workflow workflow, List<GraphFinding> warnings) {
        var draft = workflow.draft();
        return new WorkflowJson(
                workflow.id().value(),
                workflow.name(),
                workflow.description(),
                WorkflowSummaryJson.wire(workflow.status()),
                WorkflowSummaryJson.number(workflow.latestNumber()),
                draft.graph(),
                draft.hash(),
                GraphReader.check(draft.graph()).findings(),
                warnings,
                workflow.createdBy().isEmpty() ? null : workflow.createdBy(),
                workflow.changedBy(),
                workflow.createdAt(),
                workflow.updatedAt());
    }
}
