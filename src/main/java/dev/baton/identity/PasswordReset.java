package dev.baton.identity;

import dev.baton.tenant.TenantId;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A link with which a person sets a new password without knowing the old one. It counts once and
 * for a day; a newer one makes it void, and so does a new password.
 */
@Entity
@Table(name = "password_reset")
public class PasswordReset {

    private static final Duration VALIDITY = Duration.ofDays(1);

    @Id private UUID id;
    @Embedded private AccountId account;
    private byte[] tokenHash;
    private @Nullable UUID onlyTenant;
    private String issuedBy;
    private Instant createdAt;
    private Instant expiresAt;
    private @Nullable Instant usedAt;
    private @Nullable Instant revokedAt;
    @Version private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected PasswordReset() {}

    /**
     * @param onlyTenant the only one the person may be in when the link is used; null for any
     */
    PasswordReset(
            UUID id,
            AccountId account,
            LinkToken token,
            @Nullable TenantId onlyTenant,
            String issuedBy,
            Instant now) {
        this.id = id;
        this.account = account;
        this.tokenHash = token.hash();
        this.onlyTenant = onlyTenant == null ? null : onlyTenant.value();
        this.issuedBy = issuedBy;
        this.createdAt = now;
        this.expiresAt = now.plus(VALIDITY);
    }

    void use(Instant now) {
        usedAt = now;
    }

    void revoke(Instant now) {
        revokedAt = now;
    }

    /** Whether its link still counts, for somebody who is in these tenants. */
    boolean isOpen(Set<TenantId> tenants, Instant now) {
        return usedAt == null
                && revokedAt == null
                && now.isBefore(expiresAt)
                && (onlyTenant == null || tenants.equals(Set.of(new TenantId(onlyTenant))));
    }

    public AccountId account() {
        return account;
    }

    /** E-mail address, as it was then. */
    public String issuedBy() {
        return issuedBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
