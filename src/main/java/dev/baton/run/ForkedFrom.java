package dev.baton.run;

import java.util.UUID;

/**
 * The run that another one begins with: what its steps had come to is taken over, not done again.
 *
 * @param version of its state
 */
public record ForkedFrom(UUID run, int version) {}
