package dev.baton.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.baton.platform.cache.Caches;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.TenantId;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/** The data keys of the tenants, made when first needed and remembered unwrapped for a while. */
@Component
class DataKeys {

    private static final int FIRST = 1;
    private static final int REMEMBERED = 10_000;
    private static final Duration UNUSED_FOR = Duration.ofHours(1);

    private final DataKeyTable table;
    private final MasterKeys masters;
    private final RetryingTransactions transactions;
    private final SecureRandom random = new SecureRandom();
    private final Cache<TenantId, DataKey> newest;
    private final Cache<Version, DataKey> byVersion;

    DataKeys(
            DataKeyTable table,
            MasterKeys masters,
            RetryingTransactions transactions,
            Caches caches) {
        this.table = table;
        this.masters = masters;
        this.transactions = transactions;
        this.newest = caches.make("newest_data_keys", settings());
        this.byVersion = caches.make("data_keys", settings());
    }

    /** The key that seals for the tenant from now on. */
    DataKey newest(TenantId tenant) {
        var known = newest.getIfPresent(tenant);
        if (known != null) {
            return known;
        }
        var key = unwrap(table.newest(tenant).orElseGet(() -> create(tenant)));
        newest.put(tenant, key);
        return key;
    }

    Optional<DataKey> find(TenantId tenant, int version) {
        var id = new Version(tenant, version);
        var known = byVersion.getIfPresent(id);
        if (known != null) {
            return Optional.of(known);
        }
        var key = table.find(tenant, version).map(this::unwrap);
        key.ifPresent(found -> byVersion.put(id, found));
        return key;
    }

    /**
     * Commits on its own: were the key to vanish with the caller's transaction, what other calls
     * sealed with it meanwhile would be lost.
     */
    private WrappedKey create(TenantId tenant) {
        var material = new byte[DataKey.BYTES];
        random.nextBytes(material);
        var master = masters.current();
        var key = new WrappedKey(tenant, FIRST, master.id(), master.wrap(tenant, FIRST, material));
        try {
            transactions.run(() -> table.insert(key));
            return key;
        } catch (DuplicateKeyException e) {
            return table.newest(tenant).orElseThrow();
        }
    }

    private DataKey unwrap(WrappedKey key) {
        try {
            var material =
                    masters.get(key.masterKey()).unwrap(key.tenant(), key.version(), key.wrapped());
            return new DataKey(key.version(), material);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The data key is damaged: " + key, e);
        }
    }

    private static Caffeine<Object, Object> settings() {
        return Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterAccess(UNUSED_FOR);
    }

    private record Version(TenantId tenant, int number) {}
}
