package dev.baton.tenant;

/**
 * Belongs to one tenant. Typed ids implement it, so that {@link Requires} can refuse an actor of
 * another tenant before the method runs.
 */
public interface TenantScoped {

    TenantId tenant();
}
