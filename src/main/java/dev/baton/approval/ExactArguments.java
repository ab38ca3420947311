package dev.baton.approval;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Arguments as they were written: a number keeps every digit, and no character hides. */
public final class ExactArguments {

    private static final JsonMapper JSON = builder(new JsonFactory()).build();

    /** What somebody types goes into something deeper yet. */
    private static final int DEEPEST_GIVEN = 100;

    private static final JsonMapper GIVEN =
            builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST_GIVEN)
                                                    .build())
                                    .build())
                    .build();

    private ExactArguments() {}

    private static JsonMapper.Builder builder(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    public static JsonNode read(String json) {
        return JSON.readTree(json);
    }

    /** The same of what somebody types, who must not make it deep. */
    static JsonNode given(String json) {
        return GIVEN.readTree(json);
    }

    /**
     * For people to read: one member a line. What a screen would not show, or would use to show
     * another order than there is, stands as its escape.
     */
    public static String pretty(String json) {
        var written = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(read(json));
        var shown = new StringBuilder(written.length());
        written.codePoints()
                .forEach(
                        character -> {
                            if (isHidden(character)) {
                                escape(character, shown);
                            } else {
                                shown.appendCodePoint(character);
                            }
                        });
        return shown.toString();
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    true;
            case Character.CONTROL -> character != '\n' && character != '\r';
            case Character.SPACE_SEPARATOR -> character != ' ';
            default -> false;
        };
    }

    private static void escape(int character, StringBuilder out) {
        for (var unit : Character.toChars(character)) {
            out.append("\\u%04x".formatted((int) unit));
        }
    }
}
