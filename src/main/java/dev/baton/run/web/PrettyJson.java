package dev.baton.run.web;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * A value as people read it. Of a large one, no more is written than is shown.
 *
 * @param isLong whether it is folded
 * @param isCut whether it is more than is shown
 * @param passages what people read of it as text, shown before it
 */
record PrettyJson(String text, boolean isLong, boolean isCut, List<Passage> passages) {

    private static final int MOST = 50_000;
    private static final int LONG = 1_200;
    private static final int LINES = 24;
    private static final int BRIEF = 160;

    private static final ObjectWriter PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writer();
    private static final ObjectWriter SHORT = JsonMapper.shared().writer();

    /** With what people read of it as text. */
    static @Nullable PrettyJson of(@Nullable Object value) {
        return of(value, MOST);
    }

    /** With what people read of it as text, itself no longer than so many letters. */
    static @Nullable PrettyJson of(@Nullable Object value, int most) {
        return value == null ? null : written(value, most, Passage.in(value));
    }

    /** Also of null. */
    static PrettyJson written(@Nullable Object value) {
        return written(value, MOST, List.of());
    }

    /** No longer than so many letters. */
    static PrettyJson written(@Nullable Object value, int most) {
        return written(value, most, List.of());
    }

    private static PrettyJson written(@Nullable Object value, int most, List<Passage> passages) {
        var beginning = Beginning.of(value, PRETTY, most);
        var text = beginning.text();
        return new PrettyJson(
                text,
                text.length() > LONG || text.chars().filter(it -> it == '\n').count() > LINES,
                beginning.isCut,
                passages);
    }

    /** On one line, its beginning where it is long. */
    static String brief(@Nullable Object value) {
        var beginning = Beginning.of(value, SHORT, BRIEF);
        return beginning.isCut ? beginning.text() + "…" : beginning.text();
    }

    /** Takes so many letters and stops whoever writes more. */
    private static final class Beginning extends Writer {

        private final StringBuilder text = new StringBuilder();
        private final int most;
        private boolean isCut;

        private Beginning(int most) {
            this.most = most;
        }

        static Beginning of(@Nullable Object value, ObjectWriter writer, int most) {
            var beginning = new Beginning(most);
            try {
                writer.writeValue(beginning, value);
            } catch (JacksonException stopped) {
                if (!beginning.isCut) {
                    throw stopped;
                }
            }
            return beginning;
        }

        String text() {
            var last = text.length() - 1;
            return last >= 0 && Character.isHighSurrogate(text.charAt(last))
                    ? text.substring(0, last)
                    : text.toString();
        }

        @Override
        public void write(char[] letters, int from, int length) throws IOException {
            if (isCut) {
                return;
            }
            var room = most - text.length();
            text.append(letters, from, Math.min(room, length));
            if (length > room) {
                isCut = true;
                throw new IOException("More than is shown");
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
