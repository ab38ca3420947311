package dev.baton.webhook.web;

import dev.baton.tenant.TenantId;
import dev.baton.webhook.Backlog;
import dev.baton.webhook.DeliveryDesk;
import dev.baton.webhook.WebhookDesk;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts together what the list says about each endpoint, with one query of each kind for all. */
@Component
class EndpointRows {

    private final WebhookDesk desk;
    private final DeliveryDesk deliveries;

    EndpointRows(WebhookDesk desk, DeliveryDesk deliveries) {
        this.desk = desk;
        this.deliveries = deliveries;
    }

    List<EndpointRow> of(TenantId tenant, EndpointQuery query) {
        var endpoints = desk.list(tenant).stream().filter(query::fits).toList();
        var ids = endpoints.stream().map(endpoint -> endpoint.id().value()).toList();
        var backlogs = deliveries.backlogs(tenant, ids);
        var recent = deliveries.recent(tenant, ids);
        return endpoints.stream()
                .map(
                        endpoint -> {
                            var id = endpoint.id().value();
                            return EndpointRow.of(
                                    endpoint,
                                    backlogs.getOrDefault(id, Backlog.NONE),
                                    new AttemptStrip(recent.getOrDefault(id, List.of())));
                        })
                .sorted(query.order())
                .toList();
    }
}
