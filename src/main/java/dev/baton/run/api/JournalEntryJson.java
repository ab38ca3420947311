package dev.baton.run.api;

import dev.baton.run.JournalEntry;
import dev.baton.run.RunEventJson;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/**
 * What one commit added to a run.
 *
 * @param version of the run's state after it
 * @param events each with its {@code type} and {@code at}, when it happened
 */
record JournalEntryJson(int version, List<JsonNode> events) {

    static JournalEntryJson of(JournalEntry entry) {
        var events = new ArrayList<JsonNode>();
        for (var move : entry.moves()) {
            for (var event : move.events()) {
                events.add(RunEventJson.of(event).put("at", move.at().toString()));
            }
        }
        return new JournalEntryJson(entry.version(), events);
    }
}
