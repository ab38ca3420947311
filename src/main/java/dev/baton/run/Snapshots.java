package dev.baton.run;

import dev.baton.platform.database.RetryingTransactions;
import dev.baton.platform.json.JsonValues;
import dev.baton.run.engine.GraphIndex;
import dev.baton.run.engine.RunState;
import dev.baton.run.engine.StateImage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the states of long runs every so many versions, so that who wants to know one has to read
 * only what came after. They are worth no more than the journal: without them, or with one that
 * cannot be read, it is read from its beginning.
 */
@Component
class Snapshots {

    /** Versions of a run between two that nobody asked for. */
    static final int EVERY = 500;

    /** Of those, the last ones are kept. */
    static final int KEPT = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final SnapshotRows rows;
    private final JournalTexts texts;
    private final RetryingTransactions transactions;
    private final Clock clock;

    Snapshots(
            SnapshotRows rows, JournalTexts texts, RetryingTransactions transactions, Clock clock) {
        this.rows = rows;
        this.texts = texts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The state of a run.
     *
     * @param at when its version was written
     */
    record Kept(int version, Instant at, RunState state) {}

    /**
     * Who is told of a commit; where it is time, the state is kept as soon as it is durable.
     *
     * @param written by the commit, the last of which brings the run to the state
     * @param moves that are in these rows
     */
    RunRecord.Listener after(
            RunRecord.Listener listener,
            RunState state,
            List<JournalRow> written,
            List<JournalEntry.Move> moves) {
        if (written.isEmpty()
                || written.getLast().version() / EVERY
                        == (written.getFirst().version() - 1) / EVERY) {
            return listener;
        }
        var row = written.getLast();
        var image = state.image();
        var at = moves.getLast().at();
        return new RunRecord.Listener() {
            @Override
            public void written() {
                listener.written();
                Thread.startVirtualThread(() -> keep(row.run(), row.version(), at, image));
            }

            @Override
            public void refused(Throwable reason) {
                listener.refused(reason);
            }
        };
    }

    private void keep(RunId run, int version, Instant at, StateImage image) {
        try {
            var body = body(run, version, image);
            if (body != null) {
                transactions.run(
                        () -> {
                            rows.add(
                                    new SnapshotRows.Row(run, version, at, body),
                                    null,
                                    clock.instant());
                            rows.thin(run, version - KEPT * EVERY);
                        });
            }
        } catch (RuntimeException fault) {
            LOG.warn("The state of run {} is not kept at version {}", run, version, fault);
        }
    }

    /** As it is written; null where it is too large. */
    @Nullable String body(RunId run, int version, StateImage image) {
        return texts.of(run.tenant()).image(run, version, image);
    }

    /** The last that is known of a run, at a version or before. */
    Optional<Kept> latest(RunId run, GraphIndex index, int most) {
        return rows.latest(run, most).flatMap(row -> read(row, index));
    }

    private Optional<Kept> read(SnapshotRows.Row row, GraphIndex index) {
        try {
            var json = texts.image(row.run(), row.version(), String.valueOf(row.body()));
            if (JsonValues.mapper().readTree(json).path("format").asInt() != StateImage.FORMAT) {
                return Optional.empty();
            }
            var image = JsonValues.mapper().readValue(json, StateImage.class);
            var state = new RunState(index, image);
            return Optional.of(new Kept(row.version(), row.writtenAt(), state));
        } catch (RuntimeException damaged) {
            LOG.warn(
                    "The state of run {} at version {} cannot be read; its journal is",
                    row.run(),
                    row.version(),
                    damaged);
            return Optional.empty();
        }
    }
}
