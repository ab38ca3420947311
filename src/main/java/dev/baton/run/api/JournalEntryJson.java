package dev.baton.run.api;

import dev.baton.run.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one commit added to a run.
 *
 * @param version of the run's state after it
 * @param events each with its {@code type} and {@code at}, when it happened
 */
record JournalEntryJson(int version, List<JsonNode> events) {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .build();

    static JournalEntryJson of(JournalEntry entry) {
        var events = new ArrayList<JsonNode>();
        for (var move : entry.moves()) {
            for (var event : move.events()) {
                ObjectNode told = JSON.valueToTree(event);
                events.add(told.put("at", move.at().toString()));
            }
        }
        return new JournalEntryJson(entry.version(), events);
    }
}
