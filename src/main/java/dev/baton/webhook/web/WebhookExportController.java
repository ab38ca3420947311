package dev.baton.webhook.web;

import dev.baton.platform.Page;
import dev.baton.platform.web.ListExport;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.webhook.Delivery;
import dev.baton.webhook.Delivery.LastAttempt;
import dev.baton.webhook.DeliveryDesk;
import dev.baton.webhook.DeliveryStatus;
import dev.baton.webhook.EndpointId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The lists of endpoints and of an endpoint's deliveries as files. */
@Controller
class WebhookExportController {

    private static final ListExport<EndpointRow> ENDPOINTS =
            new ListExport<EndpointRow>()
                    .column("endpoint_id", EndpointRow::id)
                    .column("url", EndpointRow::url)
                    .column("description", EndpointRow::description)
                    .column("status", "status", EndpointRow::stateWord)
                    .column("events", "events", EndpointRow::patterns)
                    .column("latest_attempts", "recent", endpoint -> endpoint.strip().total())
                    .column("latest_accepted", "recent", endpoint -> endpoint.strip().accepted())
                    .column("last_attempt_at", "last", endpoint -> endpoint.strip().last())
                    .column("pending", "pending", endpoint -> endpoint.backlog().pending())
                    .column("held", "held", endpoint -> endpoint.backlog().held())
                    .column("exhausted", "exhausted", endpoint -> endpoint.backlog().exhausted());

    private static final ListExport<Delivery> DELIVERIES =
            new ListExport<Delivery>()
                    .column("delivery_id", Delivery::id)
                    .column("event_id", Delivery::event)
                    .column("event_type", Delivery::eventType)
                    .column("sequence", Delivery::sequence)
                    .column("status", "status", delivery -> delivery.status().wire())
                    .column("attempts", "attempts", Delivery::attempts)
                    .column("created_at", "happened", Delivery::createdAt)
                    .column("next_attempt_at", "next", Delivery::nextAttemptAt)
                    .column("last_attempt_at", "answer", last(LastAttempt::at))
                    .column("last_status", "answer", last(LastAttempt::status))
                    .column("last_failure", "answer", last(LastAttempt::failure))
                    .column(
                            "last_latency_ms",
                            "latency",
                            last(attempt -> attempt.latencyMicros() / 1_000));

    private final EndpointRows rows;
    private final DeliveryDesk deliveries;

    WebhookExportController(EndpointRows rows, DeliveryDesk deliveries) {
        this.rows = rows;
        this.deliveries = deliveries;
    }

    @GetMapping({"/webhooks.csv", "/webhooks.json"})
    @Requires(Permission.WEBHOOKS_READ)
    void endpoints(
            TenantId tenant,
            @ModelAttribute("query") EndpointQuery query,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ENDPOINTS.write(request, response, _ -> new Page<>(rows.of(tenant, query), null));
    }

    @GetMapping({"/webhooks/{id}/deliveries.csv", "/webhooks/{id}/deliveries.json"})
    @Requires(Permission.WEBHOOKS_READ)
    void deliveries(
            TenantId tenant,
            @PathVariable UUID id,
            @RequestParam Optional<String> status,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var endpoint = new EndpointId(tenant, id);
        var wanted = status.flatMap(DeliveryStatus::ofWire).orElse(null);
        DELIVERIES.write(
                request,
                response,
                after ->
                        deliveries.list(
                                endpoint,
                                wanted,
                                after == null ? null : UUID.fromString(after),
                                ListExport.PAGE));
    }

    private static Function<Delivery, @Nullable Object> last(
            Function<LastAttempt, ? extends @Nullable Object> value) {
        return delivery -> delivery.last() == null ? null : value.apply(delivery.last());
    }
}
