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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Issues, lists, rotates and revokes the keys with which a tenant's software calls the API. */
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
        return issue(new ApiKeyId(tenant, Ids.next()), wish, expiresAt, by, now);
    }

    /**
     * Issues a key that takes the place of another: with its name, rights, limit and end. The old
     * one holds for the grace period and then ends by itself; without grace it is revoked. Refused
     * when the old one has ended or has a successor, and when the actor lacks one of its rights.
     */
    @Requires(Permission.KEYS_WRITE)
    public IssuedKey rotate(ApiKeyId id, Duration grace, Actor by) {
        KeyRules.checkGrace(grace);
        var now = clock.instant();
        var old = load(id);
        var wish = old.heir();
        var heir = new ApiKeyId(id.tenant(), Ids.next());
        old.rotate(heir, now.plus(grace).truncatedTo(ChronoUnit.SECONDS), by, now);
        var expiresAt = Objects.requireNonNull(wish.expiresAt());
        new KeyRules(properties.longestLifetime()).check(id.tenant(), wish, expiresAt, by, now);
        var issued = issue(heir, wish, expiresAt, by, now);
        keys.save(old);
        return issued;
    }

    /** Ends a key everywhere within a second; a second time changes nothing. */
    @Requires(Permission.KEYS_WRITE)
    public void revoke(ApiKeyId id, Actor by) {
        var key = load(id);
        key.revoke(by, clock.instant());
        keys.save(key);
    }

    /** The newest keys whose name contains a text, whatever the case. */
    @Requires(Permission.KEYS_READ)
    @Transactional(readOnly = true)
    public List<KeyView> named(TenantId tenant, String text, int most, Actor by) {
        return table.named(tenant, text, most, clock.instant());
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

    private IssuedKey issue(
            ApiKeyId id, NewKey wish, Instant expiresAt, Actor by, Instant now) {
        var token = tokens.sign(id, now, expiresAt);
        var key = new ApiKey(id, wish, token, expiresAt, by, now);
        keys.save(key);
        return new IssuedKey(key.view(now), token.text());
    }

    private ApiKey load(ApiKeyId id) {
        return keys.findById(id).orElseThrow(() -> new KeyNotFound(id));
    }
}
