package dev.baton.work;

import java.time.Instant;

/**
 * Work that this instance does itself from the moment it is added, as its first attempt.
 *
 * @param claim to end it with; held once the work is added
 */
public record OwnedWork(NewWork work, Claim claim, Instant createdAt) {}
