package dev.baton.tenant;

/** A tenant was created, edited, suspended or resumed; name and slug as they are now. */
public record TenantChanged(TenantId tenant, Change change, String name, String slug) {

    /** What happened to it. */
    public enum Change {
        CREATED,
        EDITED,
        SUSPENDED,
        RESUMED
    }
}
