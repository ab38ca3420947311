package dev.baton.run.web;

import dev.baton.platform.Page;
import dev.baton.run.JournalEntry;
import dev.baton.run.RunEventJson;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of what happened to a run.
 *
 * @param next continues after this version; null on the last page
 */
record JournalView(List<Row> rows, @Nullable String next) {

    /** Of what is told about one event; a page has many. */
    private static final int LONGEST = 10_000;

    /**
     * Something that happened.
     *
     * @param type its words are {@code run.event.<type>}
     * @param step null for what is about the run as a whole
     * @param scope item or round that it is about; null for what is about a step or the run
     * @param detail null where there is no more to tell
     */
    record Row(
            int version,
            Instant at,
            String type,
            @Nullable String step,
            @Nullable String scope,
            @Nullable PrettyJson detail) {}

    static JournalView of(Page<JournalEntry> page) {
        var rows = new ArrayList<Row>();
        for (var entry : page.data()) {
            for (var move : entry.moves()) {
                for (var event : move.events()) {
                    rows.add(row(entry.version(), move.at(), RunEventJson.of(event)));
                }
            }
        }
        return new JournalView(rows, page.nextCursor());
    }

    private static Row row(int version, Instant at, ObjectNode event) {
        var type = event.remove("type").asString();
        var step = taken(event, "step");
        var scope = taken(event, "scope");
        return new Row(
                version,
                at,
                type,
                step,
                scope,
                event.isEmpty() ? null : PrettyJson.written(event, LONGEST));
    }

    private static @Nullable String taken(ObjectNode event, String name) {
        return event.path(name).isString() ? event.remove(name).asString() : null;
    }
}
