package dev.baton.work;

import java.time.Instant;
import java.util.UUID;

/**
 * A running instance, or one that nobody has noticed to be dead.
 *
 * @param name its host and process
 * @param self whether it is the one that tells
 */
public record InstanceFacts(
        UUID id, String name, Instant startedAt, Instant heartbeatAt, boolean self) {}
