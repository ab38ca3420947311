package dev.baton.identity.key;

import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Issues, lists and revokes the keys with which a tenant's software calls the API. */
@Service
@Transactional
public class ApiKeys {

    private final KeyRing keys;
    private final KeyTable table;
    private final KeyTokens tokens;
    private final KeyProperties properties;
    private final Clock clock;

    ApiKeys(KeyRing keys, KeyTable table, KeyTokens tokens, KeyProperties properties, Clock clock) {
        this.keys = keys;
        this.table = table;
        this.tokens = tokens;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * A key with rights that its maker has; {@link KeyRefused} names what it may not have. The
     * token is in the result and nowhere else.
     */
    @Requires(Permission.KEYS_WRITE)
    public IssuedKey issue(TenantId tenant, NewKey wish, Actor by) {
        var now = clock.instant();
        var asked = wish.expiresAt() == null ? now.plus(properties.lifetime()) : wish.expiresAt();
        // The token counts in seconds; the row must not outlive it.
        var expiresAt = asked.truncatedTo(ChronoUnit.SECONDS);
        new KeyRules(properties.longestLifetime()).check(tenant, wish, expiresAt, by, now);
        var id = new ApiKeyId(tenant, Ids.next());
        var token = tokens.sign(id, now, expiresAt);
        var key = new ApiKey(id, wish, token, expiresAt, by, now);
        keys.save(key);
        return new IssuedKey(key.view(now), token.text());
    }

    /** Ends a key everywhere within a second; a second time changes nothing. */
    @Requires(Permission.KEYS_WRITE)
    public void revoke(ApiKeyId id, Actor by) {
        var key = keys.findById(id).orElseThrow(() -> new KeyNotFound(id));
        key.revoke(by, clock.instant());
        keys.save(key);
    }

    @Requires(Permission.KEYS_READ)
    @Transactional(readOnly = true)
    public KeyView find(ApiKeyId id, Actor by) {
        return table.view(id, clock.instant()).orElseThrow(() -> new KeyNotFound(id));
    }

    /**
     * Whose living key a token is, asked of the database; a suspended tenant's keys live on. For
     * those who keep a token and want to know whether it is still good.
     */
    @Transactional(readOnly = true)
    public Optional<TenantId> holder(String token) {
        try {
            return table.live(tokens.read(token).key())
                    .filter(key -> TokenHash.of(token).matches(key.tokenHash()))
                    .filter(key -> key.expiresAt().isAfter(clock.instant()))
                    .map(key -> key.id().tenant());
        } catch (InvalidToken e) {
            return Optional.empty();
        }
    }

    /**
     * Newest first.
     *
     * @param state null for all
     * @param after the last key of the page before
     */
    @Requires(Permission.KEYS_READ)
    @Transactional(readOnly = true)
    public Page<KeyView> list(
            TenantId tenant, @Nullable KeyState state, @Nullable UUID after, int limit, Actor by) {
        var rows = table.views(tenant, state, after, limit + 1, clock.instant());
        return Page.of(rows, limit, key -> key.id().value().toString());
    }
}
