package dev.baton.approval;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Arguments as they were written: a number keeps every digit, and no character hides. */
public final class ExactArguments {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private ExactArguments() {}

    public static JsonNode read(String json) {
        return JSON.readTree(json);
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
