package dev.baton.identity.key;

import org.springframework.data.repository.Repository;

import java.util.Optional;

/** All API keys, one at a time. */
interface KeyRing extends Repository<ApiKey, ApiKeyId> {

    ApiKey save(ApiKey key);

    Optional<ApiKey> findById(ApiKeyId id);
}
