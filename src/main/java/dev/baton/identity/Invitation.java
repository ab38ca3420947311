package dev.baton.identity;

import dev.baton.tenant.Role;
import dev.baton.tenant.TenantId;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * The offer of a role to whoever holds the link and the address. It counts once, until it expires
 * or is revoked; a new link makes the old one void.
 */
@Entity
@Table(name = "invitation")
public class Invitation {

    private static final Duration VALIDITY = Duration.ofDays(7);

    @EmbeddedId private InvitationId id;
    private String email;

    @Enumerated(EnumType.STRING)
    private Role role;

    private byte[] tokenHash;
    private String invitedBy;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant acceptedAt;
    private @Nullable Instant revokedAt;
    @Version private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Invitation() {}

    Invitation(
            InvitationId id,
            Email email,
            Role role,
            LinkToken token,
            String invitedBy,
            Instant now) {
        this.id = id;
        this.email = email.value();
        this.role = role;
        this.tokenHash = token.hash();
        this.invitedBy = invitedBy;
        this.createdAt = now;
        this.expiresAt = now.plus(VALIDITY);
    }

    void renew(LinkToken token, Instant now) {
        requirePending();
        tokenHash = token.hash();
        expiresAt = now.plus(VALIDITY);
    }

    void accept(Instant now) {
        if (!isOpen(now)) {
            throw new InvitationNotFound();
        }
        acceptedAt = now;
    }

    void revoke(Instant now) {
        requirePending();
        revokedAt = now;
    }

    private void requirePending() {
        if (acceptedAt != null || revokedAt != null) {
            throw new InvitationNotFound();
        }
    }

    /** Whether its link still counts. */
    public boolean isOpen(Instant now) {
        return acceptedAt == null && revokedAt == null && now.isBefore(expiresAt);
    }

    public InvitationId id() {
        return id;
    }

    public TenantId tenant() {
        return id.tenant();
    }

    public Email email() {
        return new Email(email);
    }

    public Role role() {
        return role;
    }

    public String invitedBy() {
        return invitedBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
