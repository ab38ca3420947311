package dev.baton.workflow;

import java.time.Instant;

/** A version as a list shows it. */
public record WorkflowVersionSummary(
        WorkflowVersionId id, String hash, String note, String publishedBy, Instant publishedAt) {}
