package dev.baton.message;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A response as server-sent events, written straight to the socket: a slow reader slows its own
 * provider call and nothing else.
 *
 * <p>While there is nothing to say a comment goes out twice a second, because only a write can show
 * that the reader has left; then the call is cancelled.
 */
public final class SseOutput implements AutoCloseable {

    /** A larger answer is not given again; its repeat gets an error that says so. */
    static final int MAX_KEPT = 8 * 1024 * 1024;

    /** No caching, no buffering by proxies. */
    static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Type", "text/event-stream;charset=UTF-8",
                    "Cache-Control", "no-cache",
                    "X-Accel-Buffering", "no");

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * Who has left is known only by the second write in vain: two silences and two looks are less
     * than the second within which the call upstream has to end.
     */
    private static final long SILENCE_NANOS = Duration.ofMillis(350).toNanos();

    private static final int LOOK_MILLIS = 100;
    private static final Set<SseOutput> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("baton-sse-silence").factory())
                .scheduleWithFixedDelay(
                        () -> OPEN.forEach(SseOutput::breakSilence),
                        LOOK_MILLIS,
                        LOOK_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile long lastWrite = System.nanoTime();
    private final Runnable cancel;

    /** What was sent; null when it is not to be kept, or too large for that. */
    private @Nullable ByteArrayOutputStream sent;

    /** Opens the response; nobody will ask for it again. */
    public SseOutput(HttpServletResponse response, Runnable cancel) throws IOException {
        this(response, cancel, false);
    }

    /** @param kept whether what is sent is kept for a repeat of the request */
    SseOutput(HttpServletResponse response, Runnable cancel, boolean kept) throws IOException {
        response.setStatus(200);
        HEADERS.forEach(response::setHeader);
        this.out = response.getOutputStream();
        this.cancel = cancel;
        this.sent = kept ? new ByteArrayOutputStream(512) : null;
        OPEN.add(this);
    }

    /** The bytes of an event; {@code name} null for an unnamed one. */
    public static byte[] encode(@Nullable String name, String data) {
        var text = new StringBuilder(data.length() + 32);
        if (name != null) {
            text.append("event: ").append(name).append('\n');
        }
        // A line break inside the data would end the event early.
        for (var line : data.split("\r\n|\r|\n", -1)) {
            text.append("data: ").append(line).append('\n');
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    public void write(byte[] bytes) throws IOException {
        writing.lock();
        try {
            keep(bytes);
            send(bytes);
        } finally {
            writing.unlock();
        }
    }

    /** All that was sent so far and what follows; empty when it is not kept or too large. */
    Optional<byte[]> whole(byte[] rest) {
        if (sent == null || sent.size() + rest.length > MAX_KEPT) {
            return Optional.empty();
        }
        var whole = new byte[sent.size() + rest.length];
        System.arraycopy(sent.toByteArray(), 0, whole, 0, sent.size());
        System.arraycopy(rest, 0, whole, sent.size(), rest.length);
        return Optional.of(whole);
    }

    /** Nothing is written after this: the container gives the response to another request. */
    @Override
    public void close() {
        writing.lock();
        try {
            OPEN.remove(this);
        } finally {
            writing.unlock();
        }
    }

    private void keep(byte[] bytes) {
        if (sent != null && sent.size() + bytes.length > MAX_KEPT) {
            sent = null;
        }
        if (sent != null) {
            sent.write(bytes, 0, bytes.length);
        }
    }

    private void send(byte[] bytes) throws IOException {
        lastWrite = System.nanoTime();
        out.write(bytes);
        out.flush();
    }

    private void breakSilence() {
        if (System.nanoTime() - lastWrite < SILENCE_NANOS || !writing.tryLock()) {
            return;
        }
        lastWrite = System.nanoTime();
        // A write may block on a reader that does not read; it must not hold up the others.
        writing.unlock();
        Thread.startVirtualThread(this::comment);
    }

    private void comment() {
        if (!writing.tryLock()) {
            return;
        }
        try {
            if (OPEN.contains(this)) {
                send(COMMENT);
            }
        } catch (IOException left) {
            OPEN.remove(this);
            cancel.run();
        } finally {
            writing.unlock();
        }
    }
}
