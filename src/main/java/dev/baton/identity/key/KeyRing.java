package dev.baton.identity.key;

import dev.baton.tenant.TenantId;

import org.springframework.data.repository.Repository;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All API keys. */
interface KeyRing extends Repository<ApiKey, ApiKeyId> {

    ApiKey save(ApiKey key);

    ApiKey saveAndFlush(ApiKey key);

    Optional<ApiKey> findById(ApiKeyId id);

    List<ApiKey> findByIdTenantAndIdValueIn(TenantId tenant, Collection<UUID> ids);
}
