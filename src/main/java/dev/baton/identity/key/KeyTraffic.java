package dev.baton.identity.key;

import dev.baton.tenant.TenantId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Implemented by the module that counts calls, so that ending a key can tell what it stops. */
public interface KeyTraffic {

    /** The calls that these keys made in the last 24 hours; empty while nobody can tell. */
    OptionalLong ofLastDay(TenantId tenant, Collection<UUID> keys);

    /** The same for each key of the tenant that made any. */
    Optional<Map<UUID, Long>> ofLastDay(TenantId tenant);
}
