package dev.baton.event.api;

import dev.baton.event.Event;
import dev.baton.event.EventCatalogue;
import dev.baton.event.EventJson;
import dev.baton.event.EventLog;
import dev.baton.platform.Page;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** The tenant's events, oldest first: whoever missed a sequence reads it here. */
@RestController
@Tag(name = "Events")
@RequestMapping("/api/v1/events")
class EventApi {

    private final EventLog events;
    private final EventCatalogue catalogue;

    EventApi(EventLog events, EventCatalogue catalogue) {
        this.events = events;
        this.catalogue = catalogue;
    }

    /**
     * @param after the last sequence that is known; 0 from the beginning
     * @param type only events of this type
     */
    @Operation(operationId = "listEvents", summary = "The events of the tenant, oldest first")
    @GetMapping
    @Requires(Permission.WEBHOOKS_READ)
    Page<EventJson> list(
            TenantId tenant,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) int limit,
            @RequestParam @Nullable String type) {
        var most = Math.clamp(limit, 1, Page.MAX_LIMIT);
        return Page.of(
                        found(tenant, type, after, most + 1),
                        most,
                        event -> Long.toString(event.sequence()))
                .map(EventJson::of);
    }

    private List<Event> found(TenantId tenant, @Nullable String type, long after, int limit) {
        if (type == null) {
            return events.after(tenant, after, limit);
        }
        if (!catalogue.isPublic(type)) {
            throw new UnknownEventType(type);
        }
        return events.after(tenant, type, after, limit);
    }
}
