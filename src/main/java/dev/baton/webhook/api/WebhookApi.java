package dev.baton.webhook.api;

import dev.baton.platform.Ids;
import dev.baton.platform.IfMatch;
import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.Backlog;
import dev.baton.webhook.DeliveryDesk;
import dev.baton.webhook.Endpoint;
import dev.baton.webhook.EndpointFilter;
import dev.baton.webhook.EndpointId;
import dev.baton.webhook.WebhookDesk;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;

/** Webhook endpoints. */
@RestController
@Tag(name = "Webhooks")
@RequestMapping("/api/v1/webhooks")
class WebhookApi {

    /**
     * How to change over.
     *
     * @param overlapHours how long the present secret signs as well, up to 168; 24 when left out
     */
    record RotationRequest(@Nullable Integer overlapHours) {

        private static final int USUAL = 24;

        Duration overlap() {
            return Duration.ofHours(overlapHours == null ? USUAL : overlapHours);
        }
    }

    /** An id begins with the time at which it was made. */
    private static final Comparator<Endpoint> OLDEST_FIRST =
            Comparator.comparing(endpoint -> endpoint.id().value(), Ids.ORDER);

    private final WebhookDesk desk;
    private final DeliveryDesk deliveries;
    private final Clock clock;

    WebhookApi(WebhookDesk desk, DeliveryDesk deliveries, Clock clock) {
        this.desk = desk;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Operation(operationId = "listWebhooks", summary = "Webhook endpoints")
    @GetMapping
    @Requires(Permission.WEBHOOKS_READ)
    Page<EndpointJson> list(
            TenantId tenant,
            @Parameter(
                            description =
                                    "Part of the address, the description or a pattern of events,"
                                        + " or a whole id")
                    @RequestParam(defaultValue = "")
                    String search,
            @Parameter(
                            description =
                                    "active, failing (active, but every attempt fails), paused,"
                                        + " disabled, or trouble (failing or disabled)")
                    @RequestParam(defaultValue = "")
                    String state,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        var filter = new EndpointFilter(search.strip(), state(state));
        var most = Math.clamp(limit, 1, Page.MAX_LIMIT);
        var endpoints =
                desk.list(tenant).stream()
                        .filter(filter::fits)
                        .sorted(OLDEST_FIRST)
                        .filter(
                                it ->
                                        after == null
                                                || Ids.ORDER.compare(it.id().value(), after) > 0)
                        .limit(most + 1L)
                        .toList();
        var page = Page.of(endpoints, most, it -> it.id().value().toString());
        var backlogs =
                deliveries.backlogs(
                        tenant, page.data().stream().map(it -> it.id().value()).toList());
        return page.map(
                endpoint ->
                        json(
                                endpoint,
                                backlogs.getOrDefault(endpoint.id().value(), Backlog.NONE),
                                null));
    }

    @ApiResponse(
            responseCode = "201",
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @Operation(
            operationId = "createWebhook",
            summary = "Create an endpoint; its secret is shown once")
    @PostMapping
    @Requires(Permission.WEBHOOKS_WRITE)
    ResponseEntity<EndpointJson> create(
            TenantId tenant, Actor by, @RequestBody EndpointRequest wanted) {
        var created = desk.create(tenant, wanted.settings(), by);
        var endpoint = created.endpoint();
        return ResponseEntity.created(URI.create("/api/v1/webhooks/" + endpoint.id().value()))
                .eTag(eTag(endpoint))
                .body(json(endpoint, Backlog.NONE, created.secret()));
    }

    @Operation(operationId = "getWebhook", summary = "One endpoint")
    @GetMapping("/{id}")
    @Requires(Permission.WEBHOOKS_READ)
    ResponseEntity<EndpointJson> get(TenantId tenant, @PathVariable UUID id) {
        return answer(desk.get(new EndpointId(tenant, id)));
    }

    /**
     * Replaces the settings. With {@code If-Match} only those of the version the caller has seen.
     */
    @Operation(operationId = "replaceWebhook", summary = "Replace an endpoint's settings")
    @PutMapping("/{id}")
    @Requires(Permission.WEBHOOKS_WRITE)
    ResponseEntity<EndpointJson> replace(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody EndpointRequest wanted) {
        var endpoint = new EndpointId(tenant, id);
        var version = IfMatch.seen(ifMatch, desk.get(endpoint).version());
        return answer(desk.edit(endpoint, version, wanted.settings(), by));
    }

    @Operation(operationId = "deleteWebhook", summary = "Delete an endpoint")
    @DeleteMapping("/{id}")
    @Requires(Permission.WEBHOOKS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(TenantId tenant, Actor by, @PathVariable UUID id) {
        desk.delete(new EndpointId(tenant, id), by);
    }

    @Operation(operationId = "pauseWebhook", summary = "Hold an endpoint's deliveries")
    @PostMapping("/{id}/pause")
    @Requires(Permission.WEBHOOKS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pause(TenantId tenant, Actor by, @PathVariable UUID id) {
        desk.pause(new EndpointId(tenant, id), by);
    }

    @Operation(operationId = "activateWebhook", summary = "Send an endpoint's deliveries again")
    @PostMapping("/{id}/activation")
    @Requires(Permission.WEBHOOKS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void activate(TenantId tenant, Actor by, @PathVariable UUID id) {
        desk.activate(new EndpointId(tenant, id), by);
    }

    /** Sends a test event to this endpoint now, and answers what came back. */
    @Operation(operationId = "testWebhook", summary = "Send a test event now")
    @PostMapping("/{id}/test")
    @Requires(Permission.WEBHOOKS_WRITE)
    AttemptJson test(TenantId tenant, Actor by, @PathVariable UUID id) {
        return AttemptJson.of(desk.sendTest(new EndpointId(tenant, id), by));
    }

    /**
     * A new secret, told in this answer only. The one before signs as well for a while: each
     * request then carries two signatures.
     */
    @Operation(operationId = "rotateWebhookSecret", summary = "Rotate the signing secret")
    @PostMapping("/{id}/secret-rotation")
    @Requires(Permission.WEBHOOKS_WRITE)
    ResponseEntity<EndpointJson> rotateSecret(
            TenantId tenant, Actor by, @PathVariable UUID id, @RequestBody RotationRequest wanted) {
        var rotated = desk.rotateSecret(new EndpointId(tenant, id), wanted.overlap(), by);
        return answer(rotated.endpoint(), rotated.secret());
    }

    @Operation(
            operationId = "endWebhookSecretOverlap",
            summary = "Stop signing with the secret before the present one")
    @DeleteMapping("/{id}/previous-secret")
    @Requires(Permission.WEBHOOKS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endOverlap(TenantId tenant, Actor by, @PathVariable UUID id) {
        desk.endOverlap(new EndpointId(tenant, id), by);
    }

    private static String state(String wanted) {
        if (wanted.isEmpty() || EndpointFilter.STATES.contains(wanted)) {
            return wanted;
        }
        throw new BadInput(
                "invalid_request",
                "There is no state '" + wanted + "'.",
                new FieldProblem(
                        "state", "unknown", "one of " + String.join(", ", EndpointFilter.STATES)));
    }

    private ResponseEntity<EndpointJson> answer(Endpoint endpoint) {
        return answer(endpoint, null);
    }

    private ResponseEntity<EndpointJson> answer(Endpoint endpoint, @Nullable String secret) {
        return ResponseEntity.ok()
                .eTag(eTag(endpoint))
                .body(json(endpoint, deliveries.backlog(endpoint.id()), secret));
    }

    private EndpointJson json(Endpoint endpoint, Backlog backlog, @Nullable String secret) {
        return EndpointJson.of(endpoint, desk.headers(endpoint), backlog, clock.instant(), secret);
    }

    private static String eTag(Endpoint endpoint) {
        return "\"" + endpoint.version() + "\"";
    }
}
