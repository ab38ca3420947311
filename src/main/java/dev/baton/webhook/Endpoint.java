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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.SQLRestriction;
import org.jspecify.annotations.Nullable;

/**
 * An address outside that wants to be told of some events. What its deliveries change about it
 * stands in {@link EndpointStandings}; one that is being deleted is found no more.
 */
@Entity
@Table(name = "webhook_endpoint")
@SQLRestriction("deleted_at IS NULL")
public class Endpoint {

    /** After failing for so long without one success it is disabled. */
    public static final Duration PATIENCE = Standing.PATIENCE;

    @EmbeddedId private EndpointId id;
    private String url;
    private String description;
    private String patterns;
    private String headers;
    private String secret;
    private @Nullable String previousSecret;
    private @Nullable Instant previousUntil;

    @Enumerated(EnumType.STRING)
    private EndpointStatus status;

    private @Nullable String disabledReason;
    private @Nullable Integer perSecond;
    private int timeoutSeconds;
    private @Nullable String orderingKey;
    private String retryPlan;

    @Column(insertable = false, updatable = false)
    private @Nullable Instant failingSince;

    @Column(insertable = false, updatable = false)
    private @Nullable Instant throttledUntil;

    private Instant createdAt;
    private @Nullable String changedBy;
    private @Nullable Instant changedAt;
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
        this.timeoutSeconds = (int) settings.rules().timeout().toSeconds();
        this.perSecond = settings.rules().perSecond();
        this.orderingKey = settings.rules().orderingKey();
        this.retryPlan = settings.rules().retryPlan();
    }

    void edit(EndpointSettings settings, String sealedHeaders) {
        url = settings.url();
        description = settings.description();
        patterns = String.join("\n", settings.patterns());
        headers = sealedHeaders;
        timeoutSeconds = (int) settings.rules().timeout().toSeconds();
        perSecond = settings.rules().perSecond();
        orderingKey = settings.rules().orderingKey();
        retryPlan = settings.rules().retryPlan();
    }

    /**
     * Signs with another secret from now on, and with the present one as well until then.
     *
     * @param sealed the new one
     */
    void rotate(String sealed, Instant until, Instant now) {
        if (previousSecret(now).isPresent()) {
            throw new SecretStillChanging(previousUntil);
        }
        previousSecret = until.isAfter(now) ? secret : null;
        previousUntil = until.isAfter(now) ? until : null;
        secret = sealed;
    }

    /** False when there was none to forget. */
    boolean forgetPreviousSecret() {
        var had = previousUntil != null;
        previousSecret = null;
        previousUntil = null;
        return had;
    }

    /** False when it was not active. */
    boolean pause() {
        if (status != EndpointStatus.ACTIVE) {
            return false;
        }
        status = EndpointStatus.PAUSED;
        return true;
    }

    /** False when it was active already. */
    boolean activate() {
        if (status == EndpointStatus.ACTIVE) {
            return false;
        }
        status = EndpointStatus.ACTIVE;
        disabledReason = null;
        return true;
    }

    void changedBy(String name, Instant now) {
        changedBy = name;
        changedAt = now;
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

    public DeliveryRules rules() {
        return new DeliveryRules(perSecond, timeout(), orderingKey, retryPlan);
    }

    /** For the whole answer. */
    public Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    public RetryPlan retryPlan() {
        return RetryPlan.parse(retryPlan).orElse(RetryPlan.STANDARD);
    }

    Optional<OrderingKey> orderingKey() {
        return Optional.ofNullable(orderingKey).map(OrderingKey::new);
    }

    public EndpointStatus status() {
        return status;
    }

    public boolean isActive() {
        return status == EndpointStatus.ACTIVE;
    }

    /** Its status, or {@code failing} for an active one whose every attempt fails. */
    public String stateWord() {
        return isActive() && failingSince != null ? "failing" : status.wire();
    }

    /** Whether somebody should look at it; who paused it knows. */
    public boolean isInTrouble() {
        return status == EndpointStatus.DISABLED || (isActive() && failingSince != null);
    }

    public Optional<String> disabledReason() {
        return Optional.ofNullable(disabledReason);
    }

    public Optional<Instant> failingSince() {
        return Optional.ofNullable(failingSince);
    }

    /** When it is disabled unless an attempt succeeds; empty while it does not fail. */
    public Optional<Instant> patienceEndsAt() {
        return failingSince().map(since -> since.plus(PATIENCE));
    }

    /** Until when nothing is sent, because the receiver asked for it. */
    public Optional<Instant> throttledUntil() {
        return Optional.ofNullable(throttledUntil);
    }

    /** Address of a person or name of a key; empty when nobody has since it was made. */
    public Optional<String> changedBy() {
        return Optional.ofNullable(changedBy);
    }

    public Optional<Instant> changedAt() {
        return Optional.ofNullable(changedAt);
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

    /** Until when the secret before the present one signs as well. */
    public Optional<Instant> previousSecretUntil(Instant now) {
        return Optional.ofNullable(previousUntil).filter(now::isBefore);
    }

    String sealedSecret() {
        return secret;
    }

    /** Sealed; empty when it signs no more. */
    Optional<String> previousSecret(Instant now) {
        return previousSecretUntil(now).flatMap(_ -> Optional.ofNullable(previousSecret));
    }
}
