package dev.baton.state.api;

import dev.baton.event.Event;
import dev.baton.event.EventJson;
import dev.baton.state.StateFilter;
import dev.baton.state.StateHistory;
import dev.baton.state.StateNews;
import dev.baton.tenant.TenantId;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * One who follows changes. What it tells is read from the log, after the last that it told: nothing
 * is missed and nothing told twice, whatever the feed does.
 */
final class StateStream {

    private static final Logger log = LoggerFactory.getLogger(StateStream.class);
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** News may be missed, and only a write shows that nobody is there any more. */
    private static final Duration BEAT = Duration.ofSeconds(10);

    private final TenantId tenant;
    private final StateFilter filter;
    private final AsyncContext exchange;
    private final ServletOutputStream out;
    private final StateNews.Wait wait;
    private final StateHistory history;
    private final BooleanSupplier mayStill;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean over;
    private long sequence;

    StateStream(
            TenantId tenant,
            StateFilter filter,
            long sequence,
            AsyncContext exchange,
            StateNews.Wait wait,
            StateHistory history,
            BooleanSupplier mayStill)
            throws IOException {
        this.tenant = tenant;
        this.filter = filter;
        this.sequence = sequence;
        this.exchange = exchange;
        this.out = exchange.getResponse().getOutputStream();
        this.wait = wait;
        this.history = history;
        this.mayStill = mayStill;
        exchange.addListener(new Departure());
    }

    void run() {
        try {
            send("id: %d\nevent: open\ndata: {\"sequence\":%d}\n\n".formatted(sequence, sequence));
            var end = System.nanoTime() + LIFE.toNanos();
            do {
                if (!tell()) {
                    send(":\n\n");
                }
            } while (System.nanoTime() < end && wait.await(BEAT));
        } catch (IOException left) {
            // Nobody is there any more.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            complete();
        }
    }

    /**
     * All that has happened since; false when it was nothing. Its reader is looked at before each
     * part: a revocation may not have been heard, and that a key comes to its end is no news.
     */
    private boolean tell() throws IOException {
        var told = false;
        try {
            while (true) {
                if (!mayStill.getAsBoolean()) {
                    wait.leave();
                    return true;
                }
                var events = history.after(tenant, sequence);
                if (events.isEmpty()) {
                    return told;
                }
                for (var event : events) {
                    if (filter.fits(event)) {
                        send(event);
                        told = true;
                    }
                    sequence = event.sequence();
                }
            }
        } catch (DataAccessException away) {
            log.debug("What changed cannot be read now", away);
        }
        return told;
    }

    private void send(Event event) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                "id: %d\nevent: %s\ndata: "
                        .formatted(event.sequence(), event.type())
                        .getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(EventJson.of(event).bytes());
        bytes.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        send(bytes.toByteArray());
    }

    private void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    private void send(byte[] bytes) throws IOException {
        writing.lock();
        try {
            if (over) {
                throw new IOException("The stream has ended");
            }
            out.write(bytes);
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    private void complete() {
        stopWriting();
        try {
            exchange.complete();
        } catch (IllegalStateException completed) {
            // Whoever left was noticed by the container first.
        }
    }

    /** The container gives a response that has ended to another request. */
    private void stopWriting() {
        writing.lock();
        try {
            over = true;
        } finally {
            writing.unlock();
        }
    }

    /** Somebody who left is no error, and there is nobody to show an error to. */
    private final class Departure implements AsyncListener {

        @Override
        public void onError(AsyncEvent event) {
            wait.leave();
            complete();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            onError(event);
        }

        @Override
        public void onComplete(AsyncEvent event) {
            wait.leave();
            stopWriting();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
