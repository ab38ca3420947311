package dev.baton.prompt;

import java.time.Instant;

/** A version as the history shows it. */
public record PromptVersionSummary(
        PromptVersionId id, int number, String note, String createdBy, Instant createdAt) {}
