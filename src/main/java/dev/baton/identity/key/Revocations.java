package dev.baton.identity.key;

import dev.baton.tenant.TenantId;

import org.springframework.stereotype.Component;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts the revocations this instance knows of, by tenant. What was read before the count grew is
 * read again, so a row read just before its revocation and remembered just after cannot survive.
 */
@Component
class Revocations {

    private final ConcurrentMap<TenantId, Long> counts = new ConcurrentHashMap<>();

    long count(TenantId tenant) {
        return counts.getOrDefault(tenant, 0L);
    }

    void add(TenantId tenant) {
        counts.merge(tenant, 1L, Long::sum);
    }
}
