package dev.baton.prompt;

/**
 * Something that uses a prompt template.
 *
 * @param path of its page in the console
 */
public record PromptUse(String name, String path) {}
