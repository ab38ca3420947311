package dev.baton.run.api;

import dev.baton.platform.web.SentEvents;
import dev.baton.run.JournalEntry;
import dev.baton.run.Run;
import dev.baton.run.RunDesk;
import dev.baton.run.RunEnds;
import dev.baton.run.RunEventJson;
import dev.baton.run.RunHistory;
import dev.baton.run.RunNotFound;
import dev.baton.run.engine.RunEvent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One who follows a run. What it tells is read from the journal, after the last that it told:
 * nothing is missed, whatever the feed does.
 */
final class RunStream {

    private static final Logger LOG = LoggerFactory.getLogger(RunStream.class);

    /** Another instance may execute the run, and news may be missed. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** Only a write shows that nobody is there any more. */
    private static final Duration BEAT = Duration.ofSeconds(10);

    /** Entries that are in memory at once; each may hold a large result. */
    private static final int PAGE = 50;

    private final Run run;
    private final SentEvents out;
    private final RunEnds.Wait wait;
    private final RunDesk desk;
    private final RunHistory history;
    private final BooleanSupplier mayStill;
    private int version;
    private boolean over;
    private long wroteAt;

    /**
     * @param after version after which to begin
     */
    RunStream(
            Run run,
            int after,
            SentEvents out,
            RunEnds.Wait wait,
            RunDesk desk,
            RunHistory history,
            BooleanSupplier mayStill) {
        this.run = run;
        this.version = after;
        this.out = out;
        this.wait = wait;
        this.desk = desk;
        this.history = history;
        this.mayStill = mayStill;
    }

    void run() {
        try {
            beat();
            do {
                tell();
            } while (!over && wait.await(LOOK_AGAIN));
        } catch (IOException left) {
            // Nobody is there any more.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            out.complete();
        }
    }

    private void tell() throws IOException {
        try {
            tellNews();
            if (!over && System.nanoTime() - wroteAt >= BEAT.toNanos()) {
                over = hasEnded() || !mayStill.getAsBoolean();
                beat();
            }
        } catch (DataAccessException | CannotCreateTransactionException away) {
            LOG.debug("What happened to run {} cannot be read now", run.id(), away);
        }
    }

    /**
     * All that has happened since. Its reader is looked at before each part: a revocation may not
     * have been heard, and that a key comes to its end is no news.
     */
    private void tellNews() throws IOException {
        while (!over) {
            var entries = history.entries(run, version, PAGE);
            if (entries.isEmpty()) {
                return;
            }
            if (!mayStill.getAsBoolean()) {
                over = true;
                return;
            }
            for (var entry : entries) {
                send(entry);
                version = entry.version();
            }
        }
    }

    /** Whether nothing more can come; also when it is forgotten already. */
    private boolean hasEnded() {
        try {
            var now = desk.get(run.id().tenant(), run.id().value());
            return now.status().isFinal() && now.summary().version() <= version;
        } catch (RunNotFound forgotten) {
            return true;
        }
    }

    /** The id comes with the last event: who goes on after it has had them all. */
    private void send(JournalEntry entry) throws IOException {
        var text = new StringBuilder();
        var last = 0;
        for (var move : entry.moves()) {
            for (var event : move.events()) {
                var data =
                        RunEventJson.of(event)
                                .put("at", move.at().toString())
                                .put("version", entry.version());
                last = text.length();
                text.append("event: ").append(data.path("type").asString());
                text.append("\ndata: ").append(data).append("\n\n");
                over |= event instanceof RunEvent.RunEnded;
            }
        }
        text.insert(last, "id: " + entry.version() + "\n");
        out.send(text.toString());
        wroteAt = System.nanoTime();
    }

    private void beat() throws IOException {
        out.beat();
        wroteAt = System.nanoTime();
    }
}
