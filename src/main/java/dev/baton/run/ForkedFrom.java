package dev.baton.run;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * The run that another one begins with: what its steps had come to is taken over, not done again.
 *
 * @param version of its state
 * @param reason why, in the words of who wanted it; null for none
 */
public record ForkedFrom(UUID run, int version, @Nullable String reason) {}
