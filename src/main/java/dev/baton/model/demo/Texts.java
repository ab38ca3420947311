package dev.baton.model.demo;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.Set;

/** Finds words for a text that a schema asks for. */
record Texts(Question question, Effort effort) {

    static final int LONGEST = 20_000;
    private static final String FILLER = "example";

    private static final Map<String, String> FORMATS =
            Map.ofEntries(
                    Map.entry("date", "2025-01-01"),
                    Map.entry("date-time", "2025-01-01T12:00:00Z"),
                    Map.entry("duration", "PT1H"),
                    Map.entry("email", "ada@example.com"),
                    Map.entry("hostname", "example.com"),
                    Map.entry("idn-email", "ada@example.com"),
                    Map.entry("idn-hostname", "example.com"),
                    Map.entry("ipv4", "192.0.2.1"),
                    Map.entry("ipv6", "2001:db8::1"),
                    Map.entry("iri", "https://example.com/"),
                    Map.entry("json-pointer", "/example"),
                    Map.entry("regex", ".*"),
                    Map.entry("time", "12:00:00Z"),
                    Map.entry("uri", "https://example.com/"),
                    Map.entry("uri-reference", "https://example.com/"),
                    Map.entry("uuid", "00000000-0000-4000-8000-000000000000"));

    /** Names under which people expect to find what they wrote. */
    private static final Set<String> WHOLE_QUESTION =
            Set.of(
                    "content",
                    "input",
                    "message",
                    "prompt",
                    "q",
                    "query",
                    "question",
                    "request",
                    "search",
                    "text");

    String fitting(JsonNode schema, String name) {
        var format = FORMATS.get(schema.path("format").asString(""));
        if (format != null) {
            return format;
        }
        var least = Math.clamp(schema.path("minLength").asInt(0), 0, LONGEST);
        var most = Math.clamp(schema.path("maxLength").asInt(LONGEST), 0, LONGEST);
        var pattern = schema.path("pattern").asString("");
        if (!pattern.isEmpty()) {
            var example = PatternExample.of(pattern, least, most, effort);
            if (example.isPresent()) {
                return example.get();
            }
        }
        return sized(words(name), least, most);
    }

    private String words(String name) {
        if (WHOLE_QUESTION.contains(name) && !question.text().isBlank()) {
            return question.text();
        }
        return question.name().orElse(name.isEmpty() ? FILLER : name);
    }

    /** Lengths are in code points, as JSON Schema counts them. */
    private static String sized(String text, int least, int most) {
        var length = text.codePointCount(0, text.length());
        var filler = " " + FILLER;
        var sized =
                length >= least
                        ? text
                        : text + filler.repeat(Math.ceilDiv(least - length, filler.length()));
        return sized.codePointCount(0, sized.length()) <= most
                ? sized
                : sized.substring(0, sized.offsetByCodePoints(0, most));
    }
}
