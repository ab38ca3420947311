package dev.baton.identity.key;

import dev.baton.identity.MembershipId;
import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Gatherers;

/** Issues, lists, rotates and revokes the keys with which a tenant's software calls the API. */
@Service
@Transactional
public class ApiKeys {

    /** The scopes that open some route of the API; others are rights of people in the console. */
    public static final Set<Permission> SCOPES =
            Set.of(
                    Permission.MESSAGES_READ,
                    Permission.MESSAGES_WRITE,
                    Permission.RUNS_READ,
                    Permission.RUNS_WRITE,
                    Permission.AGENTS_READ,
                    Permission.AGENTS_WRITE,
                    Permission.PROVIDERS_READ,
                    Permission.PROVIDERS_WRITE,
                    Permission.KEYS_READ,
                    Permission.KEYS_WRITE,
                    Permission.WEBHOOKS_READ,
                    Permission.WEBHOOKS_WRITE,
                    Permission.APPROVALS_READ,
                    Permission.APPROVALS_WRITE,
                    Permission.STATE_READ,
                    Permission.STATE_WRITE,
                    Permission.WORKFLOWS_READ,
                    Permission.WORKFLOWS_WRITE,
                    Permission.USAGE_READ,
                    Permission.SHARING_WRITE,
                    Permission.BUDGET_WRITE,
                    Permission.SYSTEM_READ,
                    Permission.SYSTEM_WRITE);

    private static final int MOST_CREATORS = 100;
    private static final int AT_A_TIME = 500;

    private final KeyRing keys;
    private final KeyTable table;
    private final KeyTokens tokens;
    private final KeyProperties properties;
    private final RetryingTransactions transactions;
    private final Clock clock;

    ApiKeys(
            KeyRing keys,
            KeyTable table,
            KeyTokens tokens,
            KeyProperties properties,
            RetryingTransactions transactions,
            Clock clock) {
        this.keys = keys;
        this.table = table;
        this.tokens = tokens;
        this.properties = properties;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A key with rights that its maker has; {@link KeyRefused} names what it may not have. One that
     * a key makes has no wider limits either, and is revoked together with it. The token is in the
     * result and nowhere else.
     */
    @Requires(Permission.KEYS_WRITE)
    public IssuedKey issue(TenantId tenant, NewKey wish, Actor by) {
        var now = clock.instant();
        var maker = maker(by, now);
        var asked =
                wish.expiresAt() == null
                        ? maker.atMost(now.plus(properties.lifetime()))
                        : wish.expiresAt();
        // The token counts in seconds; the row must not outlive it.
        var expiresAt = asked.truncatedTo(ChronoUnit.SECONDS);
        rules().check(tenant, wish, expiresAt, maker, now);
        var id = new ApiKeyId(tenant, Ids.next());
        return issue(id, wish, expiresAt, maker.parent(), by, now);
    }

    /**
     * Issues a key that takes the place of another: with its name, rights, limit and end. The old
     * one holds for the grace period and then ends by itself; without grace it is revoked. What the
     * old one made passes to the new one. Refused when the old one has ended or has a successor,
     * and when the actor could not make such a key.
     */
    @Requires(Permission.KEYS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public IssuedKey rotate(ApiKeyId id, Duration grace, Actor by) {
        KeyRules.checkGrace(grace);
        return transactions.call(() -> replace(id, grace, by));
    }

    private IssuedKey replace(ApiKeyId id, Duration grace, Actor by) {
        var now = clock.instant();
        var maker = maker(by, now);
        table.hold(id);
        var old = load(id);
        var wish = old.heir();
        var heir = new ApiKeyId(id.tenant(), Ids.next());
        old.rotate(heir, now.plus(grace).truncatedTo(ChronoUnit.SECONDS), by, now);
        var expiresAt = Objects.requireNonNull(wish.expiresAt());
        rules().check(id.tenant(), wish, expiresAt, maker, now);
        // Who rotates itself keeps its place; else the new token is in the maker's hands.
        var parent = maker.is(id) ? old.parent() : maker.parent();
        var issued = issue(heir, wish, expiresAt, parent, by, now);
        keys.saveAndFlush(old);
        if (!isMadeBy(id, maker)) {
            table.adopt(id, heir);
        }
        return issued;
    }

    /**
     * Ends a key, and all that it made, everywhere within a second; a second time changes nothing.
     */
    @Requires(Permission.KEYS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void revoke(ApiKeyId id, Actor by) {
        transactions.run(() -> revokeFamily(id, by));
    }

    /**
     * In the transaction of the caller: ends the living keys that a member made and that may do
     * anything but what is allowed, each with all that it made.
     *
     * @param name as keys remember who made them
     * @return how many, without those that they made
     */
    int revokeBeyond(MembershipId member, String name, Set<Permission> allowed, Actor by) {
        var beyond = table.beyond(member, name, allowed, clock.instant());
        beyond.forEach(id -> revokeFamily(id, by));
        return beyond.size();
    }

    private void revokeFamily(ApiKeyId id, Actor by) {
        var now = clock.instant();
        table.hold(id);
        var family = KeyFamily.hold(id, table);
        revoke(load(id), by, now);
        family.stream()
                .gather(Gatherers.windowFixed(AT_A_TIME))
                .flatMap(ids -> keys.findByIdTenantAndIdValueIn(id.tenant(), ids).stream())
                .filter(child -> child.isActive(now))
                .forEach(child -> revoke(child, by, now));
    }

    /** How many living keys a member made. */
    @Transactional(readOnly = true)
    long livingOf(MembershipId member, String name) {
        return table.livingOf(member, name, clock.instant());
    }

    /** Who made the tenant's keys, as {@link KeyFilter} takes them; the first hundred. */
    @Requires(Permission.KEYS_READ)
    @Transactional(readOnly = true)
    public List<String> creators(TenantId tenant, Actor by) {
        return table.creators(tenant, MOST_CREATORS);
    }

    /** How many keys of any tenant hold now, for operators. */
    @Requires(Permission.TENANTS_READ)
    @Transactional(readOnly = true)
    public long living(TenantId tenant, Actor by) {
        return table.count(tenant, KeyFilter.of(KeyState.ACTIVE), clock.instant());
    }

    /** How many others end when this one is revoked. */
    @Requires(Permission.KEYS_READ)
    @Transactional(readOnly = true)
    public long dependants(ApiKeyId id, Actor by) {
        var family = KeyFamily.of(id, table);
        return family.isEmpty() ? 0 : table.active(id.tenant(), family, clock.instant());
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

    /** The account, or the key, that made a key; empty where nobody knows. */
    @Transactional(readOnly = true)
    public Optional<UUID> maker(ApiKeyId id) {
        return table.maker(id);
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
     * Newest first, unless sorted otherwise.
     *
     * @param sort {@code created}, {@code name}, {@code used} or {@code expires}
     * @param after cursor of the page before; the id of its last key when sorted by age
     */
    @Requires(Permission.KEYS_READ)
    @Transactional(readOnly = true)
    public Page<KeyView> list(
            TenantId tenant,
            KeyFilter filter,
            @Nullable String sort,
            @Nullable String after,
            int limit,
            Actor by) {
        return table.views(tenant, filter, sort, after, limit, clock.instant());
    }

    private IssuedKey issue(
            ApiKeyId id,
            NewKey wish,
            Instant expiresAt,
            @Nullable UUID parent,
            Actor by,
            Instant now) {
        var token = tokens.sign(id, now, expiresAt);
        keys.saveAndFlush(new ApiKey(id, wish, token, expiresAt, parent, by, now));
        return new IssuedKey(
                table.view(id, now).orElseThrow(() -> new KeyNotFound(id)), token.text());
    }

    private void revoke(ApiKey key, Actor by, Instant now) {
        key.revoke(by, now);
        keys.save(key);
    }

    /** A key that makes keys is held until the end: whoever revokes it finds what it made. */
    private KeyMaker maker(Actor by, Instant now) {
        if (by.kind() != Actor.Kind.KEY) {
            return new KeyMaker(by, null);
        }
        var key =
                table.hold(new ApiKeyId(by.tenant(), by.requiredId()))
                        .filter(it -> it.expiresAt().isAfter(now))
                        .orElseThrow(InvalidApiKey::new);
        return new KeyMaker(by, key);
    }

    /**
     * Whether a key, or what it made, made this maker. Adopted by its own heir, such a one would
     * hang below itself, out of reach of whoever revokes what is above both.
     */
    private boolean isMadeBy(ApiKeyId id, KeyMaker maker) {
        var key = maker.parent();
        return key != null && !maker.is(id) && KeyFamily.hold(id, table).contains(key);
    }

    private KeyRules rules() {
        return new KeyRules(properties.longestLifetime());
    }

    private ApiKey load(ApiKeyId id) {
        return keys.findById(id).orElseThrow(() -> new KeyNotFound(id));
    }
}
