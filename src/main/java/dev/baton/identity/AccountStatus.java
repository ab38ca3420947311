package dev.baton.identity;

/** Whether a person may sign in at all, in whatever tenant. */
public enum AccountStatus {
    ACTIVE,
    SUSPENDED
}
