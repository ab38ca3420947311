package dev.baton.webhook.web;

import dev.baton.event.EventCatalogue;
import dev.baton.event.EventDescription;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The JSON Schema of an event's data, as a file that a receiver's developer can keep. */
@Controller
class EventSchemaController {

    private static final MediaType SCHEMA = MediaType.parseMediaType("application/schema+json");

    private final EventCatalogue catalogue;

    EventSchemaController(EventCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping("/webhooks/event-schema")
    @Requires(Permission.WEBHOOKS_READ)
    ResponseEntity<String> schema(@RequestParam String type) {
        return catalogue
                .find(type)
                .map(EventDescription::schema)
                .map(
                        schema ->
                                ResponseEntity.ok()
                                        .contentType(SCHEMA)
                                        .body(schema.toPrettyString()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
