package dev.baton.tenant;

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

/** An organisation that uses Baton; everything it owns carries its id. */
@Entity
@Table(name = "tenant")
public class Tenant extends AbstractAggregateRoot<Tenant> {

    @EmbeddedId private TenantId id;
    private String name;
    private String slug;
    private String language;
    private String timeZone;
    private String currency;

    @Enumerated(EnumType.STRING)
    private TenantStatus status;

    private boolean textsSealed;
    private @Nullable Integer requestsPerMinute;
    private @Nullable Integer userRequestsPerMinute;
    private @Nullable Integer concurrentRequests;
    private int weight;
    private Instant createdAt;
    private @Nullable String changedBy;
    private @Nullable Instant changedAt;
    @Version private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Tenant() {}

    Tenant(
            TenantId id,
            Slug slug,
            String currency,
            TenantSettings settings,
            TenantLimits limits,
            Instant now) {
        this.id = id;
        this.slug = slug.value();
        this.currency = currency;
        this.status = TenantStatus.ACTIVE;
        this.createdAt = now;
        this.name = settings.name();
        this.language = settings.language().toLanguageTag();
        this.timeZone = settings.zone().getId();
        this.textsSealed = settings.textsSealed();
        limit(limits);
        changed(TenantChanged.Change.CREATED);
    }

    void edit(TenantSettings settings, String by, Instant now) {
        name = settings.name();
        language = settings.language().toLanguageTag();
        timeZone = settings.zone().getId();
        textsSealed = settings.textsSealed();
        changed(TenantChanged.Change.EDITED, by, now);
    }

    /** Saved with what it comes with: a new tenant or an edit. */
    final void limit(TenantLimits limits) {
        requestsPerMinute = limits.requestsPerMinute();
        userRequestsPerMinute = limits.userRequestsPerMinute();
        concurrentRequests = limits.concurrentRequests();
        weight = limits.weight();
    }

    void rename(Slug wanted) {
        slug = wanted.value();
    }

    /** A second time changes nothing. */
    void suspend(String by, Instant now) {
        if (id.equals(TenantId.PLATFORM)) {
            throw new PlatformTenantStays();
        }
        if (status != TenantStatus.SUSPENDED) {
            status = TenantStatus.SUSPENDED;
            changed(TenantChanged.Change.SUSPENDED, by, now);
        }
    }

    /** A second time changes nothing. */
    void resume(String by, Instant now) {
        if (status != TenantStatus.ACTIVE) {
            status = TenantStatus.ACTIVE;
            changed(TenantChanged.Change.RESUMED, by, now);
        }
    }

    public TenantId id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String slug() {
        return slug;
    }

    public Locale language() {
        return Locale.forLanguageTag(language);
    }

    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    /** ISO 4217; chosen once, because money already recorded is in it. */
    public String currency() {
        return currency;
    }

    public TenantStatus status() {
        return status;
    }

    public boolean isActive() {
        return status == TenantStatus.ACTIVE;
    }

    /** Whether questions and answers are kept encrypted. */
    public boolean isTextsSealed() {
        return textsSealed;
    }

    public Optional<Integer> requestsPerMinute() {
        return Optional.ofNullable(requestsPerMinute);
    }

    public Optional<Integer> userRequestsPerMinute() {
        return Optional.ofNullable(userRequestsPerMinute);
    }

    public Optional<Integer> concurrentRequests() {
        return Optional.ofNullable(concurrentRequests);
    }

    /** How much of what tenants share it is due, against the others. */
    public int weight() {
        return weight;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Address of a person or name of a key; empty when nobody has since it was made. */
    public Optional<String> changedBy() {
        return Optional.ofNullable(changedBy);
    }

    public Optional<Instant> changedAt() {
        return Optional.ofNullable(changedAt);
    }

    public long version() {
        return version == null ? 0 : version;
    }

    private void changed(TenantChanged.Change change, String by, Instant now) {
        changedBy = by;
        changedAt = now;
        changed(change);
    }

    private void changed(TenantChanged.Change change) {
        registerEvent(new TenantChanged(id, change, name, slug));
    }
}
