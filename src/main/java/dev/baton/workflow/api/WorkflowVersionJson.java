package dev.baton.workflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.workflow.WorkflowVersion;
import dev.baton.workflow.WorkflowVersionSummary;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A published version.
 *
 * @param graph left out of lists
 */
record WorkflowVersionJson(
        UUID workflowId,
        int number,
        String hash,
        String note,
        String publishedBy,
        Instant publishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> graph) {

    static WorkflowVersionJson of(WorkflowVersion version) {
        return new WorkflowVersionJson(
                version.id().workflowId(),
                version.number(),
                version.hash(),
                version.note(),
                version.publishedBy(),
                version.publishedAt(),
                version.graph());
    }

    static WorkflowVersionJson of(WorkflowVersionSummary version) {
        return new WorkflowVersionJson(
                version.id().workflowId(),
                version.id().number(),
                version.hash(),
                version.note(),
                version.publishedBy(),
                version.publishedAt(),
                null);
    }
}
