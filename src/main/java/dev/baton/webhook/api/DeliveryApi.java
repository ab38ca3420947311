package dev.baton.webhook.api;

import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.DeliveryDesk;
import dev.baton.webhook.DeliveryStatus;
import dev.baton.webhook.EndpointId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The deliveries of a webhook endpoint. */
@RestController
@Tag(name = "Webhooks")
@RequestMapping("/api/v1/webhooks/{id}")
class DeliveryApi {

    /**
     * Which time to send again.
     *
     * @param from first moment; the beginning when left out
     * @param to moment after the last; now when left out
     */
    record ResendingRequest(@Nullable Instant from, @Nullable Instant to) {}

    /** How many deliveries are sent again. */
    record ResendingJson(int deliveries) {}

    private final DeliveryDesk desk;
    private final Clock clock;

    DeliveryApi(DeliveryDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * Newest first.
     *
     * @param status pending, delivered, exhausted or held
     */
    @Operation(operationId = "listDeliveries", summary = "The deliveries of a webhook, newest first")
    @GetMapping("/deliveries")
    @Requires(Permission.WEBHOOKS_READ)
    Page<DeliveryJson> list(
            TenantId tenant,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) int limit) {
        return desk.list(
                        new EndpointId(tenant, id),
                        status == null ? null : status(status),
                        after,
                        Math.clamp(limit, 1, Page.MAX_LIMIT))
                .map(DeliveryJson::of);
    }

    /** A delivery with its attempts. */
    @Operation(operationId = "getDelivery", summary = "One delivery with its attempts")
    @GetMapping("/deliveries/{delivery}")
    @Requires(Permission.WEBHOOKS_READ)
    DeliveryJson get(TenantId tenant, @PathVariable UUID id, @PathVariable UUID delivery) {
        var found = desk.get(new EndpointId(tenant, id), delivery);
        return DeliveryJson.of(found, desk.attempts(found));
    }

    /** Sends one delivery again, whatever became of it. */
    @Operation(operationId = "resendDelivery", summary = "Send a delivery again")
    @PostMapping("/deliveries/{delivery}/resending")
    @Requires(Permission.WEBHOOKS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resend(TenantId tenant, Actor by, @PathVariable UUID id, @PathVariable UUID delivery) {
        desk.resend(new EndpointId(tenant, id), delivery, by);
    }

    /** Sends everything again that was given up in a time. */
    @Operation(operationId = "resendGivenUpDeliveries", summary = "Send again what was given up")
    @PostMapping("/resending")
    @Requires(Permission.WEBHOOKS_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResendingJson resendGivenUp(
            TenantId tenant, Actor by, @PathVariable UUID id, @RequestBody ResendingRequest time) {
        var from = time.from() == null ? Instant.EPOCH : time.from();
        var to = time.to() == null ? clock.instant() : time.to();
        return new ResendingJson(desk.resendGivenUp(new EndpointId(tenant, id), from, to, by));
    }

    private static DeliveryStatus status(String text) {
        return DeliveryStatus.ofWire(text).orElseThrow(() -> new UnknownDeliveryStatus(text));
    }
}
