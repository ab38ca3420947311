package dev.baton.prompt;

import java.util.UUID;

/**
 * An agent that a template can be tried with.
 *
 * @param model that it asks
 */
public record TrialAgent(UUID id, String name, String model) {}
