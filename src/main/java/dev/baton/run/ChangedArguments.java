package dev.baton.run;

import dev.baton.approval.ApprovalRefused;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What of a step's arguments those may change who decide about it: never what is called. */
final class ChangedArguments {

    private ChangedArguments() {}

    /** Refuses a change of anything but some members; none comes or goes. */
    static void check(JsonNode before, JsonNode wanted, String... members) {
        if (!wanted.isObject() || !before.isObject()) {
            throw ApprovalRefused.of("arguments", "invalid", "must be a JSON object");
        }
        var free = List.of(members);
        var names = new LinkedHashSet<>(before.propertyNames());
        names.addAll(wanted.propertyNames());
        for (var name : names) {
            var one = before.get(name);
            var other = wanted.get(name);
            if (one == null || other == null || !free.contains(name) && !one.equals(other)) {
                throw ApprovalRefused.of(
                        "arguments",
                        "fixed",
                        "%s cannot be changed, only %s".formatted(name, String.join(", ", free)));
            }
        }
    }

    /** What goes to one server goes to no other one. */
    static void checkOrigin(JsonNode before, JsonNode wanted) {
        if (!origin(before).equals(origin(wanted))) {
            throw ApprovalRefused.of(
                    "arguments", "fixed", "url must keep its scheme, host and port");
        }
    }

    private static List<Object> origin(JsonNode arguments) {
        try {
            var url = new URI(arguments.path("url").asString(""));
            return List.of(
                    String.valueOf(url.getScheme()),
                    Objects.requireNonNullElse(url.getRawAuthority(), ""));
        } catch (URISyntaxException malformed) {
            throw ApprovalRefused.of(
                    "arguments", "invalid", "url is malformed: " + malformed.getReason());
        }
    }

    /** The tool says what it takes. */
    static void checkSchema(Map<String, Object> schema, @Nullable Object arguments) {
        var findings = JsonSchemas.findings(schema, arguments);
        if (!findings.isEmpty()) {
            var first = findings.getFirst();
            throw ApprovalRefused.of(
                    "arguments",
                    first.code(),
                    "arguments%s: %s".formatted(first.field(), first.message()));
        }
    }
}
