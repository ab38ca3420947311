package dev.baton.run;

import dev.baton.approval.ApprovalRefused;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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

    /** What a member is stays that: text stays text, a list a list, an object an object. */
    static void checkKinds(JsonNode before, JsonNode wanted, String... members) {
        for (var member : members) {
            var one = before.get(member);
            var other = wanted.get(member);
            if (one != null && other != null && one.getNodeType() != other.getNodeType()) {
                throw invalid("%s must stay what it is: %s".formatted(member, kind(one)));
            }
        }
    }

    private static String kind(JsonNode one) {
        return one.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** What acts takes nothing else: it would go on as if there were none. */
    static void checkObject(JsonNode wanted, String member) {
        if (wanted.has(member) && !wanted.get(member).isObject()) {
            throw invalid(member + " must be a JSON object");
        }
    }

    /** A value that is null would be left out, which nobody sees in the arguments. */
    static void checkNoNewNulls(JsonNode before, JsonNode wanted, String member) {
        for (var name : wanted.path(member).propertyNames()) {
            if (wanted.path(member).get(name).isNull()
                    && !before.path(member).path(name).isNull()) {
                throw invalid("%s.%s must not be null".formatted(member, name));
            }
        }
    }

    private static ApprovalRefused invalid(String message) {
        return ApprovalRefused.of("arguments", "invalid", message);
    }

    /** A request asks the same thing of the same server; only what it is asked with changes. */
    static void checkPlace(JsonNode before, JsonNode wanted) {
        if (!place(url(before)).equals(place(url(wanted)))) {
            throw ApprovalRefused.of(
                    "arguments", "fixed", "url can be changed only after its question mark");
        }
    }

    private static List<String> place(URI url) {
        var place = new ArrayList<>(origin(url));
        place.add(String.valueOf(url.isOpaque() ? url : url.getRawPath()));
        place.add(String.valueOf(url.getRawFragment()));
        return place;
    }

    /** What goes to one server goes to no other one. */
    static void checkOrigin(JsonNode before, JsonNode wanted) {
        if (!origin(url(before)).equals(origin(url(wanted)))) {
            throw ApprovalRefused.of(
                    "arguments", "fixed", "url must keep its scheme, host and port");
        }
    }

    private static List<String> origin(URI url) {
        return List.of(
                String.valueOf(url.getScheme()),
                Objects.requireNonNullElse(url.getRawAuthority(), ""));
    }

    private static URI url(JsonNode arguments) {
        var url = arguments.path("url");
        if (!url.isString()) {
            throw invalid("url must be text");
        }
        try {
            return new URI(url.asString());
        } catch (URISyntaxException malformed) {
            throw invalid("url is malformed: " + malformed.getReason());
        }
    }

    /** The tool, or the other workflow, says what it takes. */
    static void checkSchema(Map<String, Object> schema, String member, @Nullable Object value) {
        var findings = JsonSchemas.findings(schema, value);
        if (!findings.isEmpty()) {
            var first = findings.getFirst();
            throw ApprovalRefused.of(
                    "arguments",
                    first.code(),
                    "%s%s: %s".formatted(member, first.field(), first.message()));
        }
    }
}
