package dev.baton.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.baton.platform.cache.Caches;
import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers where people stand, so that a request need not ask the database. A change here is known
 * here at once and on other instances by the feed of events.
 */
@Component
public class Standings {

    /** Only a belt: what changed is dropped at once. */
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final Accounts accounts;
    private final Memberships memberships;
    private final Cache<AccountId, Standing> cache;

    Standings(Accounts accounts, Memberships memberships, Caches caches) {
        this.accounts = accounts;
        this.memberships = memberships;
        this.cache =
                caches.make(
                        "standings",
                        Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED));
    }

    /** Empty for an account that does not exist. */
    public Optional<Standing> of(AccountId account) {
        return Optional.ofNullable(cache.get(account, this::load));
    }

    void forget(AccountId account) {
        cache.invalidate(account);
    }

    private @Nullable Standing load(AccountId id) {
        return accounts.findById(id).map(this::standing).orElse(null);
    }

    private Standing standing(Account account) {
        Map<TenantId, Role> roles = new HashMap<>();
        for (var membership : memberships.findByAccount(account.id())) {
            roles.put(membership.id().tenant(), membership.role());
        }
        return new Standing(
                account.id(),
                account.email(),
                account.profile(),
                account.isActive(),
                account.passwordChangedAt(),
                Map.copyOf(roles));
    }
}
