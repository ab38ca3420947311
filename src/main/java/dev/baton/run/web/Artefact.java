package dev.baton.run.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a run or one of its steps came to, as a file: a text as itself, an agent's answer as what it
 * said, all else as JSON.
 *
 * @param extension of its name
 * @param value a text, or what is written as JSON
 */
record Artefact(String extension, MediaType type, @Nullable Object value) {

    private static final int LONGEST_WORDS = 60;

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);
    private static final MediaType MARKDOWN =
            new MediaType("text", "markdown", StandardCharsets.UTF_8);

    /** A heading, a list, a table, a block of code, something bold. */
    private static final Pattern MARKED =
            Pattern.compile(
                    "^(#{1,6} \\S|```|[-*+] \\S|\\d{1,4}\\. \\S|\\|.*\\|[ \\t]*$)|\\*\\*[^*\\s]",
                    Pattern.MULTILINE);

    private static final ObjectWriter PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writer();

    static Artefact of(Object value) {
        return value instanceof Map<?, ?> answer
                        && answer.get("text") instanceof String text
                        && answer.containsKey("message_id")
                ? answer.containsKey("json") ? json(answer.get("json")) : text(text)
                : value instanceof String text ? text(text) : json(value);
    }

    private static Artefact text(String text) {
        var marked = MARKED.matcher(text).find();
        return new Artefact(marked ? "md" : "txt", marked ? MARKDOWN : TEXT, text);
    }

    private static Artefact json(@Nullable Object value) {
        return new Artefact("json", MediaType.APPLICATION_JSON, value);
    }

    byte[] bytes() {
        return isText()
                ? String.valueOf(value).getBytes(StandardCharsets.UTF_8)
                : PRETTY.writeValueAsBytes(value);
    }

    /** How many bytes it has; of a larger one, one more than the most. */
    long size(long most) {
        var counted = new Counted(most);
        try {
            if (isText()) {
                counted.write(bytes());
            } else {
                PRETTY.writeValue(counted, value);
            }
        } catch (IOException | JacksonException stopped) {
            if (counted.bytes <= most) {
                throw new IllegalStateException("What a run came to cannot be written", stopped);
            }
        }
        return Math.min(counted.bytes, most + 1);
    }

    private boolean isText() {
        return !extension.equals("json");
    }

    /** Keeps nothing, and stops whoever writes more. */
    private static final class Counted extends OutputStream {

        private final long most;
        private long bytes;

        private Counted(long most) {
            this.most = most;
        }

        @Override
        public void write(int one) throws IOException {
            count(1);
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            count(length);
        }

        private void count(int more) throws IOException {
            bytes += more;
            if (bytes > most) {
                throw new IOException("More than is counted");
            }
        }
    }

    /**
     * A name that every file system takes.
     *
     * @param run its title, or its id
     * @param step its path; null for the run as a whole
     */
    String name(String run, @Nullable String step) {
        return "run-" + words(run) + (step == null ? "" : "-" + words(step)) + "." + extension;
    }

    /** Letters and digits of any language, and hyphens between. */
    private static String words(String text) {
        var words =
                text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-")
                        .replaceAll("^-|-$", "");
        return words.codePointCount(0, words.length()) <= LONGEST_WORDS
                ? words
                : words.substring(0, words.offsetByCodePoints(0, LONGEST_WORDS));
    }
}
