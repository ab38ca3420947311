package dev.baton.identity.key;

import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.AbstractAggregateRoot;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A key of a tenant's software. Its rights and limits stand here and only here; the token proves
 * nothing but that it is this key.
 */
@Entity
@Table(name = "api_key")
class ApiKey extends AbstractAggregateRoot<ApiKey> {

    @EmbeddedId private ApiKeyId id;
    private String name;
    private UUID signingKey;
    private byte[] tokenHash;
    private String prefix;

    @Column(name = "last4")
    private String lastFour;

    @Convert(converter = Scopes.class)
    private Set<Permission> scopes;

    private @Nullable Integer requestsPerMinute;
    private @Nullable String networks;
    private @Nullable UUID createdBy;
    private String createdByName;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant revokedAt;
    private @Nullable String revokedByName;
    private @Nullable UUID successor;

    /** Changes only when a successor takes over all the children at once. */
    @Column(updatable = false)
    private @Nullable UUID parent;

    @Version private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected ApiKey() {}

    /**
     * @param parent key that made it, null for none
     */
    ApiKey(
            ApiKeyId id,
            NewKey wish,
            SignedToken token,
            Instant expiresAt,
            @Nullable UUID parent,
            Actor by,
            Instant now) {
        this.id = id;
        this.name = wish.name().strip();
        this.signingKey = token.signingKey();
        this.tokenHash = token.hash().bytes();
        this.prefix = token.prefix();
        this.lastFour = token.lastFour();
        this.scopes = wish.permissions();
        this.requestsPerMinute = wish.requestsPerMinute();
        this.networks = wish.networks().isEmpty() ? null : String.join(" ", wish.networks());
        this.createdBy = by.id();
        this.createdByName = by.name();
        this.createdAt = now;
        this.expiresAt = expiresAt;
        this.parent = parent;
        registerEvent(new KeyCreated(id, name, wish.scopes(), expiresAt, by.name()));
    }

    /** For good; a second time changes nothing. */
    void revoke(Actor by, Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
            revokedByName = by.name();
            registerEvent(new KeyRevoked(id, name, now, by.name()));
        }
    }

    /** What its successor shall be: the same, to the same day. */
    NewKey heir() {
        var wire = scopes.stream().map(Permission::wire).collect(Collectors.toSet());
        return new NewKey(
                name, wire, expiresAt, requestsPerMinute, KeyNetworks.texts(networks));
    }

    /**
     * Ends by itself from now on.
     *
     * @param until when; not later than it would have ended anyway
     */
    void rotate(ApiKeyId heir, Instant until, Actor by, Instant now) {
        if (!isActive(now)) {
            throw KeyNotRotatable.ended(name);
        }
        if (successor != null) {
            throw KeyNotRotatable.replaced(name);
        }
        successor = heir.value();
        if (until.isBefore(expiresAt)) {
            expiresAt = until;
        }
        registerEvent(new KeyRotated(id, name, heir, expiresAt, by.name()));
        if (!until.isAfter(now)) {
            revoke(by, now);
        }
    }

    ApiKeyId id() {
        return id;
    }

    boolean isActive(Instant now) {
        return KeyState.at(now, expiresAt, revokedAt) == KeyState.ACTIVE;
    }

    @Nullable UUID parent() {
        return parent;
    }
}
