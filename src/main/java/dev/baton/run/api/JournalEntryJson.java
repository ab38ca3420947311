package dev.baton.run.api;

import dev.baton.run.JournalEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one commit added to a run.
 *
 * @param version of the run's state after it
 * @param events each with its {@code type} and {@code at}, when it happened
 */
record JournalEntryJson(
        int version,
        @Schema(type = "array") List<Map<String, Object>> events) {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    static JournalEntryJson of(JournalEntry entry) {
        var events = new ArrayList<Map<String, Object>>();
        for (var move : entry.moves()) {
            for (var event : move.events()) {
                var told = JSON.convertValue(event, OBJECT);
                told.put("at", at(move.at()));
                events.add(told);
            }
        }
        return new JournalEntryJson(entry.version(), events);
    }

    private static String at(Instant time) {
        return time.toString();
    }
}
