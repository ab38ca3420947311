package dev.baton.event.api;

import dev.baton.event.EventCatalogue;
import dev.baton.event.EventDescription;
import dev.baton.platform.Page;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The types of events one can subscribe to, each with the schema of its data and an example. */
@RestController
@Tag(name = "Events")
@RequestMapping("/api/v1/event-types")
class EventTypeApi {

    private final EventCatalogue catalogue;

    EventTypeApi(EventCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Operation(operationId = "listEventTypes", summary = "The types of events, each with its schema and an example")
    @GetMapping
    @Requires(Permission.WEBHOOKS_READ)
    Page<EventDescription> list() {
        return new Page<>(catalogue.descriptions(), null);
    }
}
