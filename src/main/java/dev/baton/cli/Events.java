package dev.baton.cli;

import java.io.UncheckedIOException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event stream as the server sends it, one event after the other. */
final class Events {

    /** What is done with an event; true when it was the last one. */
    interface Reader {

        boolean read(String type, JsonNode data) throws NotDone;
    }

    private Events() {}

    /** Reads to the last event; a stream that ends before it was cut off. */
    static void read(Stream<String> lines, Reader reader) throws NotDone {
        var type = "";
        try (lines) {
            for (var line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("event:")) {
                    type = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    var data = JsonMapper.shared().readTree(line.substring("data:".length()));
                    if (reader.read(type, data)) {
                        return;
                    }
                }
            }
        } catch (UncheckedIOException cut) {
            throw NotDone.unreachable("The answer was cut off.");
        }
        throw NotDone.unreachable("The answer was cut off.");
    }
}
