package dev.baton.approval;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

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
        return visible(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(read(json)));
    }

    /** The same; empty when it would be longer, of which no more is written than that. */
    static Optional<String> pretty(String json, int most) {
        if (json.length() > most) {
            return Optional.empty();
        }
        var written = new Bounded(most);
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(written, read(json));
        } catch (JacksonException stopped) {
            if (written.isFull) {
                return Optional.empty();
            }
            throw stopped;
        }
        return Optional.of(visible(written.text.toString())).filter(it -> it.length() <= most);
    }

    /** A member's name in the same way, without its quotes. */
    static String name(String name) {
        var quoted = visible(JSON.writeValueAsString(name));
        return quoted.substring(1, quoted.length() - 1);
    }

    private static final class Bounded extends Writer {

        private final StringBuilder text = new StringBuilder();
        private final int most;
        private boolean isFull;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public void write(char[] from, int offset, int length) throws IOException {
            isFull = isFull || text.length() + length > most;
            if (isFull) {
                throw new IOException("longer than " + most);
            }
            text.append(from, offset, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static String visible(String written) {
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
