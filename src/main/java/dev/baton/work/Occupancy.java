package dev.baton.work;

/**
 * How many places of a queue are taken on this instance.
 *
 * @param most at a time
 * @param takenByTenant of those that are taken
 * @param mostOfTenant at a time
 */
public record Occupancy(int taken, int most, int takenByTenant, int mostOfTenant) {}
