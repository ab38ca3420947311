package dev.baton.webhook;

import dev.baton.event.EventPattern;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address outside that wants to be told of some events. What its deliveries change about it
 * stands in {@link EndpointStandings}.
 */
@Entity
@Table(name = "webhook_endpoint")
public class Endpoint {

    @EmbeddedId private EndpointId id;
    private String url;
    private String description;
    private String patterns;
    private String headers;
    private String secret;

    @Enumerated(EnumType.STRING)
    private EndpointStatus status;

    private @Nullable String disabledReason;

    @Column(insertable = false, updatable = false)
    private @Nullable Instant failingSince;

    @Column(insertable = false, updatable = false)
    private @Nullable Instant throttledUntil;

    private Instant createdAt;
    @Version private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Endpoint() {}

    /**
     * @param headers JSON, secret values sealed
     * @param secret sealed
     */
    Endpoint(
            EndpointId id,
            EndpointSettings settings,
            String headers,
            String secret,
            Instant now) {
        this.id = id;
        this.secret = secret;
        this.status = EndpointStatus.ACTIVE;
        this.createdAt = now;
        this.url = settings.url();
        this.description = settings.description();
        this.patterns = String.join("\n", settings.patterns());
        this.headers = headers;
    }

    void edit(EndpointSettings settings, String sealedHeaders) {
        url = settings.url();
        description = settings.description();
        patterns = String.join("\n", settings.patterns());
        headers = sealedHeaders;
    }

    void pause() {
        if (status == EndpointStatus.ACTIVE) {
            status = EndpointStatus.PAUSED;
        }
    }

    void activate() {
        status = EndpointStatus.ACTIVE;
        disabledReason = null;
    }

    public boolean wants(String type) {
        return patterns().stream().anyMatch(pattern -> new EventPattern(pattern).matches(type));
    }

    public EndpointId id() {
        return id;
    }

    public URI url() {
        return URI.create(url);
    }

    /** Where it leads, short enough for a title. */
    public String host() {
        return url().getHost();
    }

    public String description() {
        return description;
    }

    public List<String> patterns() {
        return patterns.lines().toList();
    }

    public EndpointStatus status() {
        return status;
    }

    public boolean isActive() {
        return status == EndpointStatus.ACTIVE;
    }

    public Optional<String> disabledReason() {
        return Optional.ofNullable(disabledReason);
    }

    public Optional<Instant> failingSince() {
        return Optional.ofNullable(failingSince);
    }

    /** Until when nothing is sent, because the receiver asked for it. */
    public Optional<Instant> throttledUntil() {
        return Optional.ofNullable(throttledUntil);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public long version() {
        return version == null ? 0 : version;
    }

    String sealedHeaders() {
        return headers;
    }

    String sealedSecret() {
        return secret;
    }
}
