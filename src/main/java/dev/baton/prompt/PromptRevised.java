package dev.baton.prompt;

/** A prompt template got its next version. */
public record PromptRevised(PromptId prompt) {}
