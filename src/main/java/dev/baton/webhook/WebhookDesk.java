package dev.baton.webhook;

import dev.baton.event.Event;
import dev.baton.event.EventLog;
import dev.baton.event.NewEvent;
import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.work.WorkQueue;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Webhook endpoints and their deliveries, for people and the API. */
@Service
@Transactional
public class WebhookDesk {

    private static final UUID LAST = new UUID(-1L, -1L);
    private static final int RELEASE_BATCH = 500;

    private final Endpoints endpoints;
    private final EndpointRules rules;
    private final EndpointSecrets secrets;
    private final EndpointShelf shelf;
    private final DeliveryStore deliveries;
    private final WebhookSender sender;
    private final JsonMapper json;
    private final EventLog events;
    private final WorkQueue work;
    private final Clock clock;

    WebhookDesk(
            Endpoints endpoints,
            EndpointRules rules,
            EndpointSecrets secrets,
            EndpointShelf shelf,
            DeliveryStore deliveries,
            WebhookSender sender,
            JsonMapper json,
            EventLog events,
            WorkQueue work,
            Clock clock) {
        this.endpoints = endpoints;
        this.rules = rules;
        this.secrets = secrets;
        this.shelf = shelf;
        this.deliveries = deliveries;
        this.sender = sender;
        this.json = json;
        this.events = events;
        this.work = work;
        this.clock = clock;
    }

    /**
     * A new endpoint and its secret.
     *
     * @param secret shown this once
     */
    public record Created(Endpoint endpoint, String secret) {}

    /** How many deliveries of an endpoint stand where. */
    public record Backlog(long pending, long held, long exhausted) {}

    @Requires(Permission.WEBHOOKS_WRITE)
    public Created create(TenantId tenant, EndpointSettings settings, Actor by) {
        rules.check(settings);
        if (endpoints.countByIdTenant(tenant) >= EndpointRules.MAX_ENDPOINTS) {
            throw new TooManyEndpoints(EndpointRules.MAX_ENDPOINTS);
        }
        var id = new EndpointId(tenant, Ids.next());
        var secret = WebhookSecret.random();
        var endpoint =
                new Endpoint(
                        id,
                        settings,
                        secrets.seal(id, settings.headers(), List.of()),
                        secrets.seal(id, secret),
                        clock.instant());
        save(endpoint);
        return new Created(endpoint, secret.text());
    }

    @Requires(Permission.WEBHOOKS_WRITE)
    public Endpoint edit(EndpointId id, long version, EndpointSettings settings, Actor by) {
        rules.check(settings);
        var endpoint = load(id);
        EditedMeanwhile.unlessSame(version, endpoint.version());
        endpoint.edit(
                settings, secrets.seal(id, settings.headers(), secrets.stored(endpoint)));
        return save(endpoint);
    }

    /** Stops sending; what happens meanwhile is held. */
    @Requires(Permission.WEBHOOKS_WRITE)
    public void pause(EndpointId id, Actor by) {
        var endpoint = load(id);
        endpoint.pause();
        save(endpoint);
    }

    /** Sends again, what was held first. */
    @Requires(Permission.WEBHOOKS_WRITE)
    public void activate(EndpointId id, Actor by) {
        var endpoint = load(id);
        endpoint.activate();
        save(endpoint);
        releaseHeld(id);
    }

    /** Deletes the endpoint with its deliveries; attempts stay in the log. */
    @Requires(Permission.WEBHOOKS_WRITE)
    public void delete(EndpointId id, Actor by) {
        endpoints.delete(load(id));
        changed(id);
    }

    /** Sends a test event now, to this endpoint only, and tells what came back. */
    @Requires(Permission.WEBHOOKS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public DeliveryAttempt sendTest(EndpointId id, Actor by) {
        var event = testEvent(id, by);
        return sender.send(load(id), event, event.id(), 0, 1).attempt();
    }

    /** Sends a delivery again, whatever became of it; its id stays the same. */
    @Requires(Permission.WEBHOOKS_WRITE)
    public void resend(TenantId tenant, UUID delivery, Actor by) {
        var known = delivery(tenant, delivery);
        var now = clock.instant();
        work.remove(DeliveryWorker.QUEUE, tenant, delivery);
        deliveries.update(tenant, delivery, DeliveryStatus.PENDING, 0, now);
        work.add(DeliveryPlanner.work(known, now));
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

    @Transactional(readOnly = true)
    public Backlog backlog(EndpointId id) {
        return new Backlog(
                deliveries.count(id, DeliveryStatus.PENDING),
                deliveries.count(id, DeliveryStatus.HELD),
                deliveries.count(id, DeliveryStatus.EXHAUSTED));
    }

    /** Newest first; {@code before} is the id of the last one of the page before. */
    @Transactional(readOnly = true)
    public Page<Delivery> deliveries(
            EndpointId id, @Nullable DeliveryStatus status, @Nullable UUID before, int limit) {
        load(id);
        return Page.of(
                deliveries.list(id, status, before == null ? LAST : before, limit + 1),
                limit,
                delivery -> delivery.id().toString());
    }

    /** Where events were delivered to, oldest first. */
    @Transactional(readOnly = true)
    public List<Delivery> deliveriesOf(TenantId tenant, List<UUID> events) {
        return events.isEmpty() ? List.of() : deliveries.ofEvents(tenant, events);
    }

    @Transactional(readOnly = true)
    public Delivery delivery(TenantId tenant, UUID id) {
        return deliveries.find(tenant, id).orElseThrow(() -> new DeliveryNotFound(id));
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<DeliveryAttempt> attempts(TenantId tenant, UUID delivery) {
        return deliveries.attempts(tenant, delivery);
    }

    /** The event of a delivery; empty once its partition is gone. */
    @Transactional(readOnly = true)
    public Optional<Event> event(Delivery delivery) {
        return events.find(delivery.tenant(), delivery.event());
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

    private void releaseHeld(EndpointId id) {
        var now = clock.instant();
        for (var held = deliveries.held(id, RELEASE_BATCH);
                !held.isEmpty();
                held = deliveries.held(id, RELEASE_BATCH)) {
            for (var delivery : held) {
                deliveries.update(
                        id.tenant(), delivery.id(), DeliveryStatus.PENDING, 0, now);
            }
            work.add(held.stream().map(delivery -> DeliveryPlanner.work(delivery, now)).toList());
        }
    }

    private Endpoint save(Endpoint endpoint) {
        var saved = endpoints.save(endpoint);
        changed(endpoint.id());
        return saved;
    }

    private void changed(EndpointId id) {
        events.append(
                new NewEvent(id.tenant(), WebhookEvents.CHANGED, id.value(), Map.of(), null));
        shelf.forget(id.tenant());
    }

    private Endpoint load(EndpointId id) {
        return endpoints.findById(id).orElseThrow(() -> new EndpointNotFound(id));
    }
}
