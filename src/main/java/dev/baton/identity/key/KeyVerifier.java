package dev.baton.identity.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.baton.platform.cache.Caches;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.TenantNotFound;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says whose a token is. The signature is checked once and remembered by the token's hash; that the
 * key's row still lives is read again whenever it could have changed unheard.
 */
@Component
class KeyVerifier {

    private static final int REMEMBERED = 50_000;
    private static final int REFUSED = 10_000;
    private static final Duration REFUSED_FOR = Duration.ofSeconds(2);
    private static final Duration UNUSED_FOR = Duration.ofHours(1);

    private final KeyTokens tokens;
    private final KeyTable table;
    private final Freshness freshness;
    private final Revocations revocations;
    private final TenantDirectory tenants;
    private final Clock clock;
    private final Cache<TokenHash, Known> known;
    private final Cache<TokenHash, Boolean> refused =
            Caffeine.newBuilder().maximumSize(REFUSED).expireAfterWrite(REFUSED_FOR).build();

    KeyVerifier(
            KeyTokens tokens,
            KeyTable table,
            Freshness freshness,
            Revocations revocations,
            TenantDirectory tenants,
            Clock clock,
            Caches caches) {
        this.tokens = tokens;
        this.table = table;
        this.freshness = freshness;
        this.revocations = revocations;
        this.tenants = tenants;
        this.clock = clock;
        this.known =
                caches.make(
                        "keys",
                        Caffeine.newBuilder()
                                .maximumSize(REMEMBERED)
                                .expireAfterAccess(UNUSED_FOR));
    }

    /**
     * The caller; {@link InvalidApiKey} for a token that is no living key of ours, {@link
     * TenantSuspended} for a living one of a tenant that may not work.
     *
     * @param stranger run before a token is read that was not found good lately; may refuse it
     */
    KeyAuthentication verify(String token, Runnable stranger) {
        var hash = TokenHash.of(token);
        var remembered = known.getIfPresent(hash);
        if (remembered == null) {
            stranger.run();
        }
        if (refused.getIfPresent(hash) != null) {
            throw new InvalidApiKey();
        }
        var now = clock.instant();
        var key = known(hash, token, remembered, now).orElseThrow(() -> refuse(hash));
        if (!key.expiresAt().isAfter(now)) {
            throw new InvalidApiKey();
        }
        requireActiveTenant(key);
        return key.caller();
    }

    private Optional<Known> known(
            TokenHash hash, String token, @Nullable Known remembered, Instant now) {
        if (remembered != null && isFresh(remembered, now)) {
            return Optional.of(remembered);
        }
        var read = read(hash, token, remembered, now);
        read.ifPresentOrElse(it -> known.put(hash, it), () -> known.invalidate(hash));
        return read;
    }

    private Optional<Known> read(TokenHash hash, String token, @Nullable Known old, Instant now) {
        try {
            var id = old == null ? tokens.read(token).key() : old.caller().key();
            // Counted before the row is read: a revocation in between makes it stale at once.
            var count = revocations.count(id.tenant());
            return table.live(id)
                    .filter(row -> hash.matches(row.tokenHash()))
                    .map(row -> new Known(new KeyAuthentication(row), row.expiresAt(), now, count));
        } catch (InvalidToken e) {
            return Optional.empty();
        }
    }

    private boolean isFresh(Known key, Instant now) {
        return key.revocations() == revocations.count(key.caller().key().tenant())
                && freshness.covers(key.readAt(), now);
    }

    private InvalidApiKey refuse(TokenHash hash) {
        refused.put(hash, true);
        return new InvalidApiKey();
    }

    private void requireActiveTenant(Known key) {
        try {
            if (!tenants.get(key.caller().key().tenant()).isActive()) {
                throw new TenantSuspended();
            }
        } catch (TenantNotFound e) {
            throw new InvalidApiKey();
        }
    }

    /**
     * A key that was found good.
     *
     * @param readAt when its row was read
     * @param revocations of its tenant, counted before its row was read
     */
    private record Known(
            KeyAuthentication caller, Instant expiresAt, Instant readAt, long revocations) {}
}
