package dev.baton.webhook;

import dev.baton.event.Event;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Webhook endpoints, for people and the API. */
@Service
@Transactional
public class WebhookDesk {

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    private final Endpoints endpoints;
    private final EndpointRules rules;
    private final EndpointSecrets secrets;
    private final EndpointStandings standings;
    private final EndpointPaces paces;
    private final HeldRelease releases;
    private final EndpointRemoval removals;
    private final WebhookSender sender;
    private final JsonMapper json;
    private final RetryingTransactions transactions;
    private final Clock clock;

    WebhookDesk(
            Endpoints endpoints,
            EndpointRules rules,
            EndpointSecrets secrets,
            EndpointStandings standings,
            EndpointPaces paces,
            HeldRelease releases,
            EndpointRemoval removals,
            WebhookSender sender,
            JsonMapper json,
            RetryingTransactions transactions,
            Clock clock) {
        this.endpoints = endpoints;
        this.rules = rules;
        this.secrets = secrets;
        this.standings = standings;
        this.paces = paces;
        this.releases = releases;
        this.removals = removals;
        this.sender = sender;
        this.json = json;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A new endpoint and its secret.
     *
     * @param secret shown this once
     */
    public record Created(Endpoint endpoint, String secret) {

        @Override
        public String toString() {
            return endpoint.id().toString();
        }
    }

    @Requires(Permission.WEBHOOKS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Created create(TenantId tenant, EndpointSettings settings, Actor by) {
        rules.check(settings);
        var id = new EndpointId(tenant, Ids.next());
        var secret = WebhookSecret.random();
        var endpoint =
                new Endpoint(
                        id,
                        settings,
                        secrets.seal(id, settings.headers(), List.of()),
                        secrets.seal(id, secret),
                        clock.instant());
        return transactions.call("webhook", () -> new Created(add(endpoint), secret.text()));
    }

    /**
     * Changes what a person chose. Secret headers left empty keep their values only while the address
     * stays on its host: else whoever may edit could have them sent to a host of his own.
     */
    @Requires(Permission.WEBHOOKS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Endpoint edit(EndpointId id, long version, EndpointSettings settings, Actor by) {
        load(id);
        rules.check(settings);
        return transactions.call("webhook", () -> change(id, version, settings, by));
    }

    /**
     * Sends to another address, the rest unchanged. Refused when the endpoint has secret headers and
     * the host is another one: their values would have to be typed again.
     */
    @Requires(Permission.WEBHOOKS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Endpoint move(EndpointId id, String url, Actor by) {
        var endpoint = load(id);
        var settings =
                new EndpointSettings(
                        url,
                        endpoint.description(),
                        endpoint.patterns(),
                        headers(endpoint),
                        endpoint.rules());
        return edit(id, endpoint.version(), settings, by);
    }

    /**
     * A new signing secret. The one before signs as well for a while, so that the receiver can change
     * over without refusing anything.
     *
     * @param overlap zero when nobody may use the old one any more
     */
    @Requires(Permission.WEBHOOKS_WRITE)
    public Created rotateSecret(EndpointId id, Duration overlap, Actor by) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new EndpointRefused(
                    List.of(
                            new FieldProblem(
                                    "overlap_hours",
                                    "out_of_range",
                                    "between 0 and " + LONGEST_OVERLAP.toHours())));
        }
        var endpoint = load(id);
        var secret = WebhookSecret.random();
        var now = clock.instant();
        endpoint.rotate(secrets.seal(id, secret), now.plus(overlap), now);
        endpoint.changedBy(by.name(), now);
        return new Created(endpoints.save(endpoint), secret.text());
    }

    /** Signs with the present secret only. */
    @Requires(Permission.WEBHOOKS_WRITE)
    public void endOverlap(EndpointId id, Actor by) {
        var endpoint = load(id);
        if (endpoint.forgetPreviousSecret()) {
            changed(endpoint, by);
        }
    }

    /** Stops sending; what happens meanwhile is held. */
    @Requires(Permission.WEBHOOKS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void pause(EndpointId id, Actor by) {
        transactions.run(
                "webhook",
                () -> {
                    var endpoint = load(id);
                    if (endpoint.pause()) {
                        changed(endpoint, by);
                    }
                });
    }

    /** Sends again, what was held first. */
    @Requires(Permission.WEBHOOKS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void activate(EndpointId id, Actor by) {
        transactions.run(
                "webhook",
                () -> {
                    var endpoint = load(id);
                    if (endpoint.activate()) {
                        changed(endpoint, by);
                    }
                    standings.forgive(id);
                    releases.begin(id);
                });
    }

    /** The endpoint is gone at once, its deliveries soon after; attempts stay in the log. */
    @Requires(Permission.WEBHOOKS_WRITE)
    public void delete(EndpointId id, Actor by) {
        if (!standings.delete(id, clock.instant())) {
            throw new EndpointNotFound(id);
        }
        removals.begin(id);
    }

    /** Sends a test event now, to this endpoint only, and tells what came back. */
    @Requires(Permission.WEBHOOKS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public DeliveryAttempt sendTest(EndpointId id, Actor by) {
        var event = testEvent(id, by);
        return sender.send(load(id), event, event.id(), 0, 1).attempt();
    }

    @Transactional(readOnly = true)
    public List<Endpoint> list(TenantId tenant) {
        return endpoints.findByIdTenantOrderByCreatedAt(tenant);
    }

    @Transactional(readOnly = true)
    public Endpoint get(EndpointId id) {
        return load(id);
    }

    /** Names and, where not secret, values of the endpoint's own headers. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public List<EndpointHeader> headers(Endpoint endpoint) {
        return secrets.stored(endpoint).stream()
                .map(
                        header ->
                                header.secret()
                                        ? new EndpointHeader(header.name(), "", true)
                                        : header)
                .toList();
    }

    /** Whoever edits it at the same time is told who did. */
    private void changed(Endpoint endpoint, Actor by) {
        endpoint.changedBy(by.name(), clock.instant());
        endpoints.save(endpoint);
    }

    private Endpoint add(Endpoint endpoint) {
        if (endpoints.countByIdTenant(endpoint.id().tenant()) >= EndpointRules.MAX_ENDPOINTS) {
            throw new TooManyEndpoints(EndpointRules.MAX_ENDPOINTS);
        }
        return endpoints.save(endpoint);
    }

    private Endpoint change(
            EndpointId id, long version, EndpointSettings settings, Actor by) {
        var endpoint = load(id);
        EditedMeanwhile.unlessSame(version, endpoint.version());
        List<EndpointHeader> kept =
                isSameHost(endpoint.url(), URI.create(settings.url()))
                        ? secrets.stored(endpoint)
                        : List.of();
        var rate = endpoint.rules().perSecond();
        endpoint.edit(settings, secrets.seal(id, settings.headers(), kept));
        endpoint.changedBy(by.name(), clock.instant());
        if (!Objects.equals(rate, settings.rules().perSecond())) {
            paces.forget(id);
            releases.begin(id);
        }
        return endpoints.save(endpoint);
    }

    private static boolean isSameHost(URI before, URI now) {
        return String.valueOf(before.getScheme()).equalsIgnoreCase(now.getScheme())
                && String.valueOf(before.getRawAuthority())
                        .equalsIgnoreCase(now.getRawAuthority());
    }

    private Event testEvent(EndpointId id, Actor by) {
        var data = Map.of("endpoint_id", id.value().toString(), "sent_by", by.name());
        return new Event(
                id.tenant(),
                Ids.next(),
                0,
                0,
                WebhookEvents.TEST.name(),
                id.value(),
                json.writeValueAsString(data),
                clock.instant(),
                null);
    }

    private Endpoint load(EndpointId id) {
        return endpoints.findById(id).orElseThrow(() -> new EndpointNotFound(id));
    }
}
