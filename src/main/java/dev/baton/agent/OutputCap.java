package dev.baton.agent;

import dev.baton.model.InvalidField;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Keeps an answer's length within what the agent allows: a caller may ask for less, not more. */
final class OutputCap {

    private static final List<String> NAMES = List.of("max_completion_tokens", "max_tokens");

    private OutputCap() {}

    /** Lowers what the body asks for; a body that asks for nothing is left to the agent's own. */
    static void apply(ObjectNode body, long most) {
        for (var name : NAMES) {
            var asked = body.get(name);
            if (asked == null) {
                continue;
            }
            if (asked.isNull()) {
                body.remove(name);
                continue;
            }
            if (!asked.isIntegralNumber() || !asked.canConvertToLong() || asked.longValue() < 1) {
                throw new InvalidField(
                        name, "out_of_range", "A whole number of at least 1 is wanted.");
            }
            if (asked.longValue() > most) {
                body.put(name, most);
            }
        }
    }
}
