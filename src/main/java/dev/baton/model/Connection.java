package dev.baton.model;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.AbstractAggregateRoot;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The way to a provider: where it is, how patient to be, and the sealed secrets it is shown. The
 * secrets are bound to the host; moving to another one needs them typed in again.
 */
@Entity
@Table(name = "connection")
public class Connection extends AbstractAggregateRoot<Connection> {

    @EmbeddedId private ConnectionId id;

    @Enumerated(EnumType.STRING)
    private ProviderKind provider;

    @Column private String name;

    @Column private String baseUrl;

    @Column private @Nullable String apiKey;

    @Column private @Nullable String apiKeyHint;

    @Column private @Nullable String headers;

    @Column private int connectTimeoutMs;

    @Column private int firstByteTimeoutMs;

    @Column private int idleTimeoutMs;

    @Column private int totalTimeoutMs;

    @Column private boolean enabled;

    @Column private boolean forNewTenants;

    @Column private Instant createdAt;

    @Column private @Nullable String changedBy;

    @Column private @Nullable Instant changedAt;

    @Version private @Nullable Long version;

    protected Connection() {}

    Connection(ConnectionId id, ConnectionSettings settings, Instant now) {
        this.id = id;
        this.provider = settings.provider();
        this.enabled = true;
        this.createdAt = now;
        apply(settings);
    }

    /** Changes everything but the kind of provider, which models and prices depend on. */
    void edit(ConnectionSettings settings) {
        if (!settings.provider().equals(provider)) {
            throw new InvalidConnection("provider", "fixed", "The provider cannot change.");
        }
        if (hasSecrets() && movesTo(settings.baseUrl())) {
            throw new InvalidConnection(
                    "api_key", "needed_for_new_host", "Another host needs the key typed in again.");
        }
        apply(settings);
    }

    /** Whether the secrets, bound to the present host, would be worth nothing at this URL. */
    boolean movesTo(String newBaseUrl) {
        return !ConnectionSettings.origin(newBaseUrl).equals(ConnectionSettings.origin(baseUrl));
    }

    /**
     * @param sealed null for a provider that wants no key
     * @param hint what people recognise the key by
     */
    void useKey(@Nullable String sealed, @Nullable String hint) {
        apiKey = sealed;
        apiKeyHint = hint;
    }

    void useHeaders(@Nullable String sealed) {
        headers = sealed;
    }

    void forgetSecrets() {
        useKey(null, null);
        useHeaders(null);
    }

    void switchOn() {
        enabled = true;
    }

    void switchOff() {
        enabled = false;
    }

    /** Whether tenants created from now on may use it; only of use for the platform's. */
    void offerToNewTenants(boolean offer) {
        forNewTenants = offer;
    }

    void changedBy(String name, Instant now) {
        changedBy = name;
        changedAt = now;
    }

    public ConnectionId id() {
        return id;
    }

    public ProviderKind provider() {
        return provider;
    }

    public String name() {
        return name;
    }

    public String baseUrl() {
        return baseUrl;
    }

    public boolean hasKey() {
        return apiKey != null;
    }

    public boolean hasHeaders() {
        return headers != null;
    }

    /** The last characters of the key. */
    public Optional<String> apiKeyHint() {
        return Optional.ofNullable(apiKeyHint);
    }

    public Timeouts timeouts() {
        return new Timeouts(
                Duration.ofMillis(connectTimeoutMs),
                Duration.ofMillis(firstByteTimeoutMs),
                Duration.ofMillis(idleTimeoutMs),
                Duration.ofMillis(totalTimeoutMs));
    }

    /** Address of a person or name of a key; empty when nobody has since it was made. */
    public Optional<String> changedBy() {
        return Optional.ofNullable(changedBy);
    }

    public Optional<Instant> changedAt() {
        return Optional.ofNullable(changedAt);
    }

    public boolean isEnabled() {
        return enabled;
    }

    public boolean isForNewTenants() {
        return forNewTenants;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public long version() {
        return version == null ? 0 : version;
    }

    Optional<String> sealedKey() {
        return Optional.ofNullable(apiKey);
    }

    Optional<String> sealedHeaders() {
        return Optional.ofNullable(headers);
    }

    private boolean hasSecrets() {
        return hasKey() || hasHeaders();
    }

    private void apply(ConnectionSettings settings) {
        name = settings.name();
        baseUrl = settings.baseUrl();
        var timeouts = settings.timeouts();
        connectTimeoutMs = (int) timeouts.connect().toMillis();
        firstByteTimeoutMs = (int) timeouts.firstByte().toMillis();
        idleTimeoutMs = (int) timeouts.idle().toMillis();
        totalTimeoutMs = (int) timeouts.total().toMillis();
    }
}
