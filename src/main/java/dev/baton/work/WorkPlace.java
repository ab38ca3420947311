package dev.baton.work;

import java.time.Instant;

/**
 * Where work stands in its queue.
 *
 * @param running whether somebody is at it
 * @param before how much of the same tenant and lane comes before it, counted as far as was asked
 *     for; what comes first between tenants is not in it
 * @param dueAt when it may begin; the end of the lease while it runs
 */
public record WorkPlace(boolean running, int before, Instant dueAt) {}
