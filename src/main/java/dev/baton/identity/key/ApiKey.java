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
    private @Nullable UUID createdBy;
    private String createdByName;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant revokedAt;
    private @Nullable String revokedByName;
    @Version private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected ApiKey() {}

    ApiKey(ApiKeyId id, NewKey wish, SignedToken token, Instant expiresAt, Actor by, Instant now) {
        this.id = id;
        this.name = wish.name().strip();
        this.signingKey = token.signingKey();
        this.tokenHash = token.hash().bytes();
        this.prefix = token.prefix();
        this.lastFour = token.lastFour();
        this.scopes = wish.permissions();
        this.requestsPerMinute = wish.requestsPerMinute();
        this.createdBy = by.id();
        this.createdByName = by.name();
        this.createdAt = now;
        this.expiresAt = expiresAt;
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

    /** As it is before its first use. */
    KeyView view(Instant now) {
        return new KeyView(
                id,
                name,
                KeyState.at(now, expiresAt, revokedAt),
                prefix,
                lastFour,
                scopes,
                requestsPerMinute,
                createdByName,
                createdAt,
                expiresAt,
                revokedAt,
                revokedByName,
                null,
                null);
    }
}
