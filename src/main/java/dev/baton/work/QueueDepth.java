package dev.baton.work;

import java.time.Duration;

/**
 * How much waits in a queue.
 *
 * @param items {@link WorkDepth#MOST} at most, those that are due later among them
 * @param overdue since when the oldest could have begun; zero when nothing is due
 */
public record QueueDepth(String queue, long items, Duration overdue) {}
