package dev.baton.approval;

/** How somebody comes to be asked. */
public enum Asked {
    /** By name, or by a role that they have. */
    ANYHOW,
    /** By name, or in the place of a person who is away and was asked by name. */
    BY_NAME,
    BY_ROLE
}
