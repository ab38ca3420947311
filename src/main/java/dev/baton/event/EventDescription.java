package dev.baton.event;

import tools.jackson.databind.JsonNode;

/**
 * What tenants are told about a type of event.
 *
 * @param title one English sentence that says when it happens; the console shows the message {@code
 *     event.<name>}
 * @param schema JSON Schema 2020-12 of the event's data
 * @param example data that fits the schema
 */
public record EventDescription(String name, String title, JsonNode schema, JsonNode example) {

    static EventDescription of(String name, JsonNode file) {
        var title = file.path("title");
        var schema = file.path("schema");
        var example = file.path("example");
        if (!title.isString() || !schema.isObject() || !example.isObject()) {
            throw new IllegalStateException(
                    "events/%s.json needs a title, a schema and an example".formatted(name));
        }
        return new EventDescription(name, title.stringValue(), schema, example);
    }
}
