package dev.baton.identity;

import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.tenant.TenantId;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.AbstractAggregateRoot;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A person who signs in. Belongs to no tenant; {@link Membership}s say where they work and as what.
 */
@Entity
@Table(name = "account")
public class Account extends AbstractAggregateRoot<Account> {

    @EmbeddedId private AccountId id;
    private String email;
    private String name;
    private String passwordHash;
    private String language;
    private String theme;
    private @Nullable String timeZone;

    @Enumerated(EnumType.STRING)
    private AccountStatus status;

    /** Tenant on whose behalf; the platform's for operators. */
    private @Nullable UUID suspendedBy;

    private Instant passwordChangedAt;
    private Instant createdAt;
    @Version private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    Account(AccountId id, Email email, String passwordHash, Profile profile, Instant now) {
        this.id = id;
        this.email = email.value();
        this.passwordHash = passwordHash;
        this.passwordChangedAt = now;
        this.createdAt = now;
        this.status = AccountStatus.ACTIVE;
        this.name = profile.name();
        this.language = profile.language().toLanguageTag();
        this.theme = profile.theme();
        this.timeZone = profile.zoneText();
    }

    void change(Profile profile, long from) {
        EditedMeanwhile.unlessSame(from, version());
        apply(profile);
    }

    void speak(Locale language) {
        apply(profile().withLanguage(language));
    }

    void wear(String theme) {
        apply(profile().withTheme(theme));
    }

    private void apply(Profile profile) {
        name = profile.name();
        language = profile.language().toLanguageTag();
        theme = profile.theme();
        timeZone = profile.zoneText();
        registerEvent(new AccountChanged(id));
    }

    void changePassword(String hash, Instant now) {
        passwordHash = hash;
        passwordChangedAt = now;
        registerEvent(new AccountChanged(id));
    }

    /** An operator's word stands over an owner's: what they suspend too is theirs from then on. */
    void suspend(TenantId by) {
        if (isActive() || by.equals(TenantId.PLATFORM)) {
            status = AccountStatus.SUSPENDED;
            suspendedBy = by.value();
            registerEvent(new AccountChanged(id));
        }
    }

    void resume() {
        if (status != AccountStatus.ACTIVE) {
            status = AccountStatus.ACTIVE;
            suspendedBy = null;
            registerEvent(new AccountChanged(id));
        }
    }

    public AccountId id() {
        return id;
    }

    public Email email() {
        return new Email(email);
    }

    String passwordHash() {
        return passwordHash;
    }

    public Profile profile() {
        return new Profile(
                name,
                Locale.forLanguageTag(language),
                theme,
                Optional.ofNullable(timeZone).map(ZoneId::of).orElse(null));
    }

    public boolean isActive() {
        return status == AccountStatus.ACTIVE;
    }

    /** On behalf of which tenant; the platform's when an operator did. Empty for who is active. */
    public Optional<TenantId> suspendedBy() {
        return Optional.ofNullable(suspendedBy).map(TenantId::new);
    }

    /** The platform's owners have no say of their own: what is suspended there, operators did. */
    boolean isSuspendedByOwnersOf(TenantId tenant) {
        return !tenant.equals(TenantId.PLATFORM) && tenant.value().equals(suspendedBy);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant passwordChangedAt() {
        return passwordChangedAt;
    }

    public long version() {
        return version == null ? 0 : version;
    }
}
