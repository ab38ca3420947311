package dev.baton.webhook;

import dev.baton.event.Event;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Webhook endpoints, for people and the API. */
@Service
@Transactional
public class WebhookDesk {

    private final Endpoints endpoints;
    private final EndpointRules rules;
    private final EndpointSecrets secrets;
    private final EndpointStandings standings;
    private final DeliveryStore deliveries;
    private final HeldRelease releases;
    private final WebhookSender sender;
    private final JsonMapper json;
    private final RetryingTransactions transactions;
    private final Clock clock;

    WebhookDesk(
            Endpoints endpoints,
            EndpointRules rules,
            EndpointSecrets secrets,
            EndpointStandings standings,
            DeliveryStore deliveries,
            HeldRelease releases,
            WebhookSender sender,
            JsonMapper json,
            RetryingTransactions transactions,
            Clock clock) {
        this.endpoints = endpoints;
        this.rules = rules;
        this.secrets = secrets;
        this.standings = standings;
        this.deliveries = deliveries;
        this.releases = releases;
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
        return transactions.call("webhook", () -> change(id, version, settings));
    }

    /** Stops sending; what happens meanwhile is held. */
    @Requires(Permission.WEBHOOKS_WRITE)
    public void pause(EndpointId id, Actor by) {
        var endpoint = load(id);
        endpoint.pause();
        endpoints.save(endpoint);
    }

    /** Sends again, what was held first. */
    @Requires(Permission.WEBHOOKS_WRITE)
    public void activate(EndpointId id, Actor by) {
        var endpoint = load(id);
        endpoint.activate();
        endpoints.save(endpoint);
        standings.forgive(id);
        releases.begin(id);
    }

    /** Deletes the endpoint with its deliveries; attempts stay in the log. */
    @Requires(Permission.WEBHOOKS_WRITE)
    public void delete(EndpointId id, Actor by) {
        endpoints.delete(load(id));
        deliveries.forgetSequence(id);
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
    public List<EndpointHeader> headers(Endpoint endpoint) {
        return secrets.stored(endpoint).stream()
                .map(
                        header ->
                                header.secret()
                                        ? new EndpointHeader(header.name(), "", true)
                                        : header)
                .toList();
    }

    private Endpoint add(Endpoint endpoint) {
        if (endpoints.countByIdTenant(endpoint.id().tenant()) >= EndpointRules.MAX_ENDPOINTS) {
            throw new TooManyEndpoints(EndpointRules.MAX_ENDPOINTS);
        }
        return endpoints.save(endpoint);
    }

    private Endpoint change(EndpointId id, long version, EndpointSettings settings) {
        var endpoint = load(id);
        EditedMeanwhile.unlessSame(version, endpoint.version());
        List<EndpointHeader> kept =
                isSameHost(endpoint.url(), URI.create(settings.url()))
                        ? secrets.stored(endpoint)
                        : List.of();
        endpoint.edit(settings, secrets.seal(id, settings.headers(), kept));
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
