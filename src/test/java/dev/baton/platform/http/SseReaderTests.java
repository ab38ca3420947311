package dev.baton.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.platform.http.OutgoingFailure.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class SseReaderTests {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsEveryLineEnd(String end) throws Exception {
        var stream = "event: delta{}data: one{}data: two{}{}data: three{}{}".replace("{}", end);

        assertThat(read(stream))
                .containsExactly(
                        new SseEvent("delta", "one\ntwo", null),
                        new SseEvent("message", "three", null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 4096})
    void piecesMayEndAnywhere(int size) throws Exception {
        var stream = "\uFEFFid: 7\r\ndata: สวัสดี 👋\r\n\r\n: comment\r\ndata:¿qué?\r\n\r\n";

        assertThat(read(new Pieces(stream.getBytes(StandardCharsets.UTF_8), size)))
                .containsExactly(
                        new SseEvent("message", "สวัสดี 👋", "7"),
                        new SseEvent("message", "¿qué?", "7"));
    }

    @Test
    void followsTheStandardsExamples() throws Exception {
        assertThat(read("data: YHOO\ndata: +2\ndata: 10\n\n"))
                .containsExactly(new SseEvent("message", "YHOO\n+2\n10", null));
        assertThat(
                        read(
                                ": test stream\n\ndata: first event\nid: 1\n\n"
                                        + "data:second event\nid\n\ndata:  third event\n\n"))
                .containsExactly(
                        new SseEvent("message", "first event", "1"),
                        new SseEvent("message", "second event", ""),
                        new SseEvent("message", " third event", ""));
        assertThat(read("data\n\ndata\ndata\n\n"))
                .containsExactly(
                        new SseEvent("message", "", null), new SseEvent("message", "\n", null));
        assertThat(read("data:test\n\ndata: test\n\n"))
                .containsExactly(
                        new SseEvent("message", "test", null),
                        new SseEvent("message", "test", null));
    }

    @Test
    void ignoresCommentsUnknownFieldsAndEventsWithoutData() throws Exception {
        assertThat(
                        read(
                                ":\n:ping\nretry: 10\nunknown: x\n"
                                        + "event: ping\n\n\n\nid: a\0b\ndata: x\n\n"))
                .containsExactly(new SseEvent("message", "x", null));
    }

    @Test
    void markIsStrippedAtTheBeginningOnly() throws Exception {
        assertThat(read("\uFEFFdata: \uFEFFx\n\n\uFEFFdata: y\n\n"))
                .containsExactly(new SseEvent("message", "\uFEFFx", null));
    }

    @Test
    void malformedBytesBecomeTheReplacementCharacter() throws Exception {
        var bytes = "data: a?b\n\n".getBytes(StandardCharsets.US_ASCII);
        bytes[7] = (byte) 0xFF;

        assertThat(read(new ByteArrayInputStream(bytes)))
                .containsExactly(new SseEvent("message", "a\uFFFDb", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", ": comment\n", "data: x\n\n", "data: x\r\r", "data: x\n\n: end\n"})
    void streamThatEndsBetweenEventsEndsCleanly(String stream) throws Exception {
        var reader = reader(stream);
        while (reader.next() != null) {
            // to the end
        }

        assertThat(reader.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: x",
                "data: x\n",
                "data: x\n\ndata: y\n",
                "da",
                "event: x\n",
                ": comm"
            })
    void streamThatStopsInsideAnEventWasCut(String stream) {
        var failure = catchThrowableOfType(OutgoingFailure.class, () -> read(stream));

        assertThat(failure.kind()).isEqualTo(Kind.RESET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: ", ": ", "event: ", "x"})
    void endlessLineIsTooLarge(String start) {
        assertTooLarge(start + "x".repeat(2_000));
    }

    @Test
    void endlessEventIsTooLarge() {
        assertTooLarge("data: x\n".repeat(2_000));
    }

    @Test
    void manyEventsAreNotTooLarge() throws Exception {
        assertThat(read(("data: " + "x".repeat(400) + "\n\n: comment\n").repeat(100))).hasSize(100);
    }

    @Test
    void givesAnEventBeforeTheNextByteComes() throws Exception {
        try (var out = new PipedOutputStream();
                var in = new PipedInputStream(out)) {
            var reader = new SseReader(in, 1_000);
            out.write("data: now\r\n\r".getBytes(StandardCharsets.UTF_8));
            out.flush();

            assertThat(reader.next()).isEqualTo(new SseEvent("message", "now", null));
        }
    }

    private static void assertTooLarge(String stream) {
        var failure = catchThrowableOfType(OutgoingFailure.class, () -> read(stream));

        assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
    }

    private static SseReader reader(String stream) {
        return new SseReader(
                new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), 1_000);
    }

    private static List<SseEvent> read(String stream) throws IOException {
        return read(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<SseEvent> read(InputStream in) throws IOException {
        var reader = new SseReader(in, 1_000);
        var events = new ArrayList<SseEvent>();
        for (var event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }

    /** Gives at most so many bytes a read, as a network does. */
    private static final class Pieces extends ByteArrayInputStream {

        private final int size;

        private Pieces(byte[] bytes, int size) {
            super(bytes);
            this.size = size;
        }

        @Override
        public synchronized int read(byte[] to, int offset, int length) {
            return super.read(to, offset, Math.min(size, length));
        }
    }
}
