package dev.baton.prompt;

/** A role and its text: a block of a template, with tags, or a message after rendering, without. */
public record PromptMessage(PromptRole role, String text) {}
