package dev.baton.agent;

import java.util.UUID;

/**
 * How many agents something has.
 *
 * @param of id of the prompt or the tenant that they are counted for
 */
record AgentCount(UUID of, long agents) {}
