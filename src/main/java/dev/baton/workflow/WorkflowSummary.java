package dev.baton.workflow;

import java.time.Instant;

/** A workflow as a list shows it. */
public record WorkflowSummary(
        WorkflowId id,
        String name,
        String description,
        WorkflowStatus status,
        int latestNumber,
        String changedBy,
        Instant createdAt,
        Instant updatedAt) {}
