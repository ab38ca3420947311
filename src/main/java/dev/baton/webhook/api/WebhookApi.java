package dev.baton.webhook.api;

import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.DeliveryStatus;
import dev.baton.webhook.Endpoint;
import dev.baton.webhook.EndpointHeader;
import dev.baton.webhook.EndpointId;
import dev.baton.webhook.EndpointSettings;
import dev.baton.webhook.WebhookDesk;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Webhook endpoints and their deliveries. */
@RestController
@RequestMapping("/api/v1/webhooks")
class WebhookApi {

    /** A header of an endpoint; the value of a secret one is never given back. */
    record HeaderJson(String name, @Nullable String value, boolean secret) {}

    /**
     * An endpoint as it is wanted.
     *
     * @param events types, {@code agent.*} or {@code *}
     * @param version of the endpoint that is replaced; not used for a new one
     */
    record NewEndpoint(
            @Nullable String url,
            @Nullable String description,
            @Nullable List<String> events,
            @Nullable List<HeaderJson> headers,
            @Nullable Long version) {

        EndpointSettings settings() {
            return new EndpointSettings(
                    url == null ? "" : url,
                    description == null ? "" : description,
                    events == null ? List.of() : events,
                    headers == null
                            ? List.of()
                            : headers.stream()
                                    .map(
                                            header ->
                                                    new EndpointHeader(
                                                            header.name(),
                                                            header.value() == null
                                                                    ? ""
                                                                    : header.value(),
                                                            header.secret()))
                                    .toList());
        }
    }

    /**
     * An endpoint.
     *
     * @param secret only in the answer that creates it
     */
    record EndpointJson(
            String id,
            String url,
            String description,
            List<String> events,
            List<HeaderJson> headers,
            String status,
            @Nullable String disabledReason,
            Instant createdAt,
            long version,
            @Nullable String secret) {}

    /** One event for one endpoint. */
    record DeliveryJson(
            String id,
            String eventId,
            String eventType,
            long sequence,
            String status,
            int attempts,
            Instant createdAt,
            @Nullable Instant nextAttemptAt) {}

    private final WebhookDesk desk;

    WebhookApi(WebhookDesk desk) {
        this.desk = desk;
    }

    @GetMapping
    @Requires(Permission.WEBHOOKS_READ)
    Page<EndpointJson> list(TenantId tenant) {
        return new Page<>(
                desk.list(tenant).stream().map(endpoint -> json(endpoint, null)).toList(), null);
    }

    @PostMapping
    @Requires(Permission.WEBHOOKS_WRITE)
    ResponseEntity<EndpointJson> create(
            TenantId tenant, Actor by, @RequestBody NewEndpoint wanted) {
        var created = desk.create(tenant, wanted.settings(), by);
        var endpoint = created.endpoint();
        return ResponseEntity.created(URI.create("/api/v1/webhooks/" + endpoint.id().value()))
                .body(json(endpoint, created.secret()));
    }

    @GetMapping("/{id}")
    @Requires(Permission.WEBHOOKS_READ)
    EndpointJson get(TenantId tenant, @PathVariable UUID id) {
        return json(desk.get(new EndpointId(tenant, id)), null);
    }

    @PutMapping("/{id}")
    @Requires(Permission.WEBHOOKS_WRITE)
    EndpointJson replace(
            TenantId tenant, Actor by, @PathVariable UUID id, @RequestBody NewEndpoint wanted) {
        var version = wanted.version() == null ? 0 : wanted.version();
        return json(
                desk.edit(new EndpointId(tenant, id), version, wanted.settings(), by), null);
    }

    @DeleteMapping("/{id}")
    @Requires(Permission.WEBHOOKS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(TenantId tenant, Actor by, @PathVariable UUID id) {
        desk.delete(new EndpointId(tenant, id), by);
    }

    @PostMapping("/{id}/pause")
    @Requires(Permission.WEBHOOKS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pause(TenantId tenant, Actor by, @PathVariable UUID id) {
        desk.pause(new EndpointId(tenant, id), by);
    }

    @PostMapping("/{id}/activation")
    @Requires(Permission.WEBHOOKS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void activate(TenantId tenant, Actor by, @PathVariable UUID id) {
        desk.activate(new EndpointId(tenant, id), by);
    }

    @GetMapping("/{id}/deliveries")
    @Requires(Permission.WEBHOOKS_READ)
    Page<DeliveryJson> deliveries(
            TenantId tenant,
            @PathVariable UUID id,
            @RequestParam @Nullable DeliveryStatus status,
            @RequestParam @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        return desk.deliveries(
                        new EndpointId(tenant, id),
                        status,
                        after,
                        Math.clamp(limit, 1, Page.MAX_LIMIT))
                .map(
                        delivery ->
                                new DeliveryJson(
                                        delivery.id().toString(),
                                        delivery.event().toString(),
                                        delivery.eventType(),
                                        delivery.sequence(),
                                        delivery.status().wire(),
                                        delivery.attempts(),
                                        delivery.createdAt(),
                                        delivery.nextAttemptAt()));
    }

    @PostMapping("/deliveries/{delivery}/resending")
    @Requires(Permission.WEBHOOKS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resend(TenantId tenant, Actor by, @PathVariable UUID delivery) {
        desk.resend(tenant, delivery, by);
    }

    private EndpointJson json(Endpoint endpoint, @Nullable String secret) {
        return new EndpointJson(
                endpoint.id().value().toString(),
                endpoint.url().toString(),
                endpoint.description(),
                endpoint.patterns(),
                desk.headers(endpoint).stream()
                        .map(
                                header ->
                                        new HeaderJson(
                                                header.name(),
                                                header.secret() ? null : header.value(),
                                                header.secret()))
                        .toList(),
                endpoint.status().wire(),
                endpoint.disabledReason().orElse(null),
                endpoint.createdAt(),
                endpoint.version(),
                secret);
    }
}
