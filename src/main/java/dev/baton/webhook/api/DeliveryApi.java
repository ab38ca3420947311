package dev.baton.webhook.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.baton.platform.Page;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.DeliveryDesk;
import dev.baton.webhook.DeliveryStatus;
import dev.baton.webhook.EndpointId;
import dev.baton.webhook.Resending;
import dev.baton.webhook.ResendingDesk;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
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

    /**
     * What is sent again.
     *
     * @param deliveries how many that were when it was asked for
     * @param sent how many have been let go; the rest follows
     * @param doneAt left out while some are still to be let go
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResendingJson(
            UUID id,
            Instant from,
            Instant to,
            int deliveries,
            int sent,
            @Nullable Instant doneAt) {

        static ResendingJson of(Resending wish) {
            return new ResendingJson(
                    wish.id(),
                    wish.from(),
                    wish.to(),
                    wish.found(),
                    wish.sent(),
                    wish.doneAt());
        }
    }

    /** How many deliveries were given up in a time. */
    record GivenUpJson(int deliveries) {}

    private final DeliveryDesk desk;
    private final ResendingDesk resendings;
    private final Clock clock;

    DeliveryApi(DeliveryDesk desk, ResendingDesk resendings, Clock clock) {
        this.desk = desk;
        this.resendings = resendings;
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
        return DeliveryJson.of(found, desk.attempts(found), desk.waitsFor(found).orElse(null));
    }

    /** Sends one delivery again, whatever became of it. */
    @Operation(operationId = "resendDelivery", summary = "Send a delivery again")
    @PostMapping("/deliveries/{delivery}/resending")
    @Requires(Permission.WEBHOOKS_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resend(TenantId tenant, Actor by, @PathVariable UUID id, @PathVariable UUID delivery) {
        resendings.resend(new EndpointId(tenant, id), delivery, by);
    }

    /** How many would be sent again, before one asks for it. */
    @Operation(
            operationId = "countGivenUpDeliveries",
            summary = "Count what was given up in a time")
    @GetMapping("/resending")
    @Requires(Permission.WEBHOOKS_READ)
    GivenUpJson countGivenUp(
            TenantId tenant,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        var time = new ResendingRequest(from, to);
        return new GivenUpJson(
                resendings.countGivenUp(new EndpointId(tenant, id), begin(time), end(time)));
    }

    /**
     * Sends everything again that was given up in a time. With an {@code Idempotency-Key} a repeat
     * tells what became of the first.
     */
    @Operation(operationId = "resendGivenUpDeliveries", summary = "Send again what was given up")
    @PostMapping("/resending")
    @Requires(Permission.WEBHOOKS_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResendingJson resendGivenUp(
            TenantId tenant,
            Actor by,
            @PathVariable UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody ResendingRequest time) {
        var wish =
                resendings.resendGivenUp(
                        new EndpointId(tenant, id),
                        Resending.idOf(key),
                        begin(time),
                        end(time),
                        by);
        if (!begin(time).equals(wish.from())
                || time.to() != null && !end(time).equals(wish.to())) {
            throw new ResendingKeyReused();
        }
        return ResendingJson.of(wish);
    }

    private static Instant begin(ResendingRequest time) {
        return kept(time.from() == null ? Instant.EPOCH : time.from());
    }

    private Instant end(ResendingRequest time) {
        return kept(time.to() == null ? clock.instant() : time.to());
    }

    /** As it comes back from the database, so that a repeat is seen to ask for the same. */
    private static Instant kept(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static DeliveryStatus status(String text) {
        return DeliveryStatus.ofWire(text).orElseThrow(() -> new UnknownDeliveryStatus(text));
    }
}
