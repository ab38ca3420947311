package dev.baton.workflow;

import java.time.Instant;

/**
 * A workflow as a list shows it.
 *
 * @param createdBy who made it; empty where nobody knows
 */
public record WorkflowSummary(
        WorkflowId id,
        String name,
        String description,
        WorkflowStatus status,
        int latestNumber,
        String createdBy,
        String changedBy,
        Instant createdAt,
        Instant updatedAt) {}
