package dev.baton.agent;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * Says that the messages of a call were rendered from a template by whoever asks, and take the place
 * of the agent's own.
 *
 * @param version of the template; null for a draft
 */
public record Rendered(@Nullable UUID version) {}
