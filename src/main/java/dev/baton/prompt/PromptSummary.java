package dev.baton.prompt;

import java.time.Instant;

/** A prompt template as a list shows it. */
public record PromptSummary(
        PromptId id,
        String name,
        String description,
        PromptType type,
        int latestNumber,
        String changedBy,
        Instant changedAt) {}
