package dev.baton.workflow.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.workflow.WorkflowStatus;
import dev.baton.workflow.WorkflowSummary;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A workflow as a list tells it.
 *
 * @param status {@code draft}, {@code published} or {@code archived}
 * @param latestVersion null when none was ever published
 */
record WorkflowSummaryJson(
        UUID id,
        String name,
        String description,
        String status,
        @Nullable Integer latestVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String createdBy,
        String changedBy,
        Instant createdAt,
        Instant updatedAt) {

    static WorkflowSummaryJson of(WorkflowSummary workflow) {
        return new WorkflowSummaryJson(
                workflow.id().value(),
                workflow.name(),
                workflow.description(),
                wire(workflow.status()),
                number(workflow.latestNumber()),
                workflow.createdBy().isEmpty() ? null : workflow.createdBy(),
                workflow.changedBy(),
                workflow.createdAt(),
                workflow.updatedAt());
    }

    static String wire(WorkflowStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Integer number(int latest) {
        return latest == 0 ? null : latest;
    }
}
