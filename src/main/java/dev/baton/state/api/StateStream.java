package dev.baton.state.api;

import dev.baton.event.Event;
import dev.baton.event.EventJson;
import dev.baton.platform.web.SentEvents;
import dev.baton.state.StateFilter;
import dev.baton.state.StateHistory;
import dev.baton.state.StateNews;
import dev.baton.tenant.TenantId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    private final SentEvents out;
    private final StateNews.Wait wait;
    private final StateHistory history;
    private final BooleanSupplier mayStill;
    private long sequence;

    StateStream(
            TenantId tenant,
            StateFilter filter,
            long sequence,
            SentEvents out,
            StateNews.Wait wait,
            StateHistory history,
            BooleanSupplier mayStill) {
        this.tenant = tenant;
        this.filter = filter;
        this.sequence = sequence;
        this.out = out;
        this.wait = wait;
        this.history = history;
        this.mayStill = mayStill;
    }

    void run() {
        try {
            out.send(
                    "id: %d\nevent: open\ndata: {\"sequence\":%d}\n\n"
                            .formatted(sequence, sequence));
            var end = System.nanoTime() + LIFE.toNanos();
            do {
                if (!tell()) {
                    out.beat();
                }
            } while (System.nanoTime() < end && wait.await(BEAT));
        } catch (IOException left) {
            // Nobody is there any more.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            out.complete();
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
        out.send(bytes.toByteArray());
    }
}
