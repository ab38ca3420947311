package dev.baton.identity;

import dev.baton.platform.problem.EditedMeanwhile;

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

    void suspend() {
        if (status != AccountStatus.SUSPENDED) {
            status = AccountStatus.SUSPENDED;
            registerEvent(new AccountChanged(id));
        }
    }

    void resume() {
        if (status != AccountStatus.ACTIVE) {
            status = AccountStatus.ACTIVE;
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

    public Instant passwordChangedAt() {
        return passwordChangedAt;
    }

    public long version() {
        return version == null ? 0 : version;
    }
}
