package dev.baton.tenant;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.UUID;

/**
 * A tenant. Part of every other id, so that a lookup that forgets the tenant does not compile.
 *
 * @param value version 7 UUID
 */
@Embeddable
public record TenantId(@Column(name = "tenant_id") UUID value)
        implements TenantScoped, Serializable {

    /** The tenant of the platform itself: it owns shared agents and connections. */
    public static final TenantId PLATFORM =
            new TenantId(UUID.fromString("00000000-0000-7000-8000-000000000001"));

    public static TenantId of(String text) {
        return new TenantId(UUID.fromString(text));
    }

    @Override
    public TenantId tenant() {
        return this;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
