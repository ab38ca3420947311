package dev.baton.run;

import dev.baton.tenant.TenantId;
import java.util.UUID;

/** A run, and the task that it carries out: both have the same id. */
public record RunId(TenantId tenant, UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
