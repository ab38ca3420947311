package dev.baton.approval;

/**
 * What would come of a change, before it is made.
 *
 * @param arguments exactly what would be acted with, for people to read
 * @param actionHash what a decision about it would be bound to
 * @param differences from the approval as it stands
 */
public record ChangedApproval(
        String arguments, String actionHash, ArgumentDifferences differences) {}
