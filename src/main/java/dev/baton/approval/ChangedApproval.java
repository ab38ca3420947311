package dev.baton.approval;

import org.jspecify.annotations.Nullable;

/**
 * What would come of a change, before it is made.
 *
 * @param arguments exactly what would be acted with, for people to read
 * @param amount how much that would be; null where nobody counts it
 * @param actionHash what a decision about it would be bound to
 * @param differences from the approval as it stands
 */
public record ChangedApproval(
        String arguments,
        @Nullable Amount amount,
        String actionHash,
        ArgumentDifferences differences) {}
