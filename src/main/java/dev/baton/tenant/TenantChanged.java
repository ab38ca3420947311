package dev.baton.tenant;

/** A tenant was created, edited, suspended or resumed. */
public record TenantChanged(TenantId tenant, Change change) {

    /** What happened to it. */
    public enum Change {
        CREATED,
        EDITED,
        SUSPENDED,
        RESUMED
    }
}
