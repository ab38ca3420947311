package dev.baton.platform.http;

import dev.baton.platform.http.OutgoingFailure.Kind;
import dev.baton.platform.memory.Holding;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads Server-Sent Events as the HTML standard defines them, and more strictly at the end: a
 * stream that stops inside an event was cut, it did not end. An event is given as soon as its blank
 * line has come. Not for several threads.
 */
public final class SseReader {

    private static final int BUFFER = 4 * 1024;

    private final InputStream in;
    private final int maxEvent;
    private final Holding memory;
    private int held;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;
    private boolean afterReturn;

    private final Bytes line = new Bytes();
    private final Bytes data = new Bytes();
    private boolean firstLine = true;
    private boolean begun;
    private boolean hasData;
    private @Nullable String type;
    private @Nullable String id;

    /** The limit is in bytes of one event, and of one line that belongs to none. */
    public SseReader(InputStream in, int maxEvent) {
        this(in, maxEvent, Holding.unbounded());
    }

    /** @param memory what the longest event takes */
    public SseReader(InputStream in, int maxEvent, Holding memory) {
        this.in = in;
        this.maxEvent = maxEvent;
        this.memory = memory;
    }

    /**
     * The next event, or null at a clean end. Fails as {@link Kind#RESET} when the stream stops
     * inside an event, as {@link Kind#TOO_LARGE} when an event exceeds the limit, and as the stream
     * itself fails.
     */
    public @Nullable SseEvent next() throws IOException {
        while (readLine()) {
            SseEvent event = line.size() == 0 ? dispatch() : null;
            if (event != null) {
                line.reset();
                return event;
            }
            take();
            line.reset();
        }
        if (begun || line.size() > 0) {
            throw OutgoingFailure.of(
                    Kind.RESET, true, "The event stream stopped inside an event", null);
        }
        return null;
    }

    /** Collects the next line without its end; false when the stream ended before that. */
    private boolean readLine() throws IOException {
        while (true) {
            if (position == end && !fill()) {
                return false;
            }
            if (afterReturn) {
                afterReturn = false;
                if (buffer[position] == '\n') {
                    position++;
                    continue;
                }
            }
            int start = position;
            while (position < end && buffer[position] != '\n' && buffer[position] != '\r') {
                position++;
            }
            append(line, buffer, start, position - start);
            if (position < end) {
                afterReturn = buffer[position++] == '\r';
                stripMark();
                return true;
            }
        }
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        position = 0;
        end = Math.max(0, count);
        return count > 0;
    }

    /** A byte order mark may stand at the very beginning. */
    private void stripMark() {
        if (firstLine) {
            firstLine = false;
            line.stripMark();
        }
    }

    /** A blank line: the event is complete, or there was none. */
    private @Nullable SseEvent dispatch() {
        SseEvent event =
                hasData
                        ? new SseEvent(
                                type == null || type.isEmpty() ? "message" : type, data.text(0), id)
                        : null;
        data.reset();
        type = null;
        hasData = false;
        begun = false;
        return event;
    }

    private void take() throws IOException {
        int colon = line.indexOf(':');
        if (line.size() == 0 || colon == 0) {
            return;
        }
        begun = true;
        int nameEnd = colon < 0 ? line.size() : colon;
        int value = colon < 0 ? line.size() : line.at(colon + 1) == ' ' ? colon + 2 : colon + 1;
        if (line.startsWith("data", nameEnd)) {
            if (hasData) {
                data.write('\n');
            }
            hasData = true;
            append(data, line.bytes(), value, line.size() - value);
        } else if (line.startsWith("event", nameEnd)) {
            type = line.text(value);
        } else if (line.startsWith("id", nameEnd) && line.indexOf('\0') < 0) {
            id = line.text(value);
        }
    }

    private void append(Bytes to, byte[] from, int offset, int length) throws OutgoingFailure {
        var size = line.size() + data.size() + (to == line ? length : 0);
        if (size > maxEvent) {
            throw OutgoingFailure.of(Kind.TOO_LARGE, true, "An event is too large", null);
        }
        if (size > held) {
            memory.grow(size - held);
            held = size;
        }
        to.write(from, offset, length);
    }

    /** A growing buffer that can be looked into. */
    private static final class Bytes extends ByteArrayOutputStream {

        private Bytes() {
            super(512);
        }

        private byte[] bytes() {
            return buf;
        }

        /** The byte there, or -1 beyond the end. */
        private int at(int index) {
            return index < count ? buf[index] : -1;
        }

        private int indexOf(char c) {
            for (int i = 0; i < count; i++) {
                if (buf[i] == c) {
                    return i;
                }
            }
            return -1;
        }

        private boolean startsWith(String ascii, int length) {
            if (length != ascii.length()) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (buf[i] != ascii.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private String text(int from) {
            return new String(buf, from, count - from, StandardCharsets.UTF_8);
        }

        private void stripMark() {
            if (at(0) == (byte) 0xEF && at(1) == (byte) 0xBB && at(2) == (byte) 0xBF) {
                System.arraycopy(buf, 3, buf, 0, count -= 3);
            }
        }
    }
}
