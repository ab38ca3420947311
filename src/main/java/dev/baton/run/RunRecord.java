package dev.baton.run;

import dev.baton.event.NewEvent;
import dev.baton.platform.commit.CommitRecord;
import dev.baton.work.Claim;
import dev.baton.work.NewWork;
import dev.baton.work.OwnedWork;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What of a run becomes durable in one commit. */
sealed interface RunRecord extends CommitRecord {

    /** Who waits for it; told by the thread that commits. */
    interface Listener {

        void written();

        void refused(Throwable reason);
    }

    Listener listener();

    List<NewEvent> events();

    @Override
    default void confirm() {
        listener().written();
    }

    @Override
    default void giveUp(Throwable reason) {
        listener().refused(reason);
    }

    /**
     * A run is taken in.
     *
     * @param reason why it goes on from another, as that is kept; null where nobody said
     * @param inputWords what lists find it by of its input; null where texts are sealed
     * @param rows its beginning where that was made at once, else what it was asked for with
     * @param owned the work of one that this instance executes from here on; null for one that
     *     waits
     * @param queued the work of one that waits for its beginning; null for one that does not
     */
    record Accepted(
            RunHead head,
            @Nullable String reason,
            @Nullable String inputWords,
            RunSummary summary,
            List<JournalRow> rows,
            @Nullable RunKey key,
            @Nullable OwnedWork owned,
            @Nullable NewWork queued,
            List<NewEvent> events,
            Listener listener)
            implements RunRecord {

        @Override
        public UUID id() {
            return head.id().value();
        }

        @Override
        public String name() {
            return "Beginning of run " + id();
        }
    }

    /**
     * A run went on.
     *
     * @param rows none when nothing happened that its state knows of
     * @param summary null where lists need not hear of it
     * @param commands that it has taken in
     * @param wishes what it wants of other runs
     * @param withdrawn what people need not decide any more
     * @param agents that it has asked, and that are not known yet
     * @param leaving whether nobody executes it any more after this
     */
    record Appended(
            RunHead head,
            Claim claim,
            List<JournalRow> rows,
            @Nullable RunSummary summary,
            List<UUID> commands,
            List<Wish> wishes,
            List<UUID> withdrawn,
            Set<UUID> agents,
            Leaving leaving,
            List<NewEvent> events,
            Listener listener)
            implements RunRecord {

        @Override
        public UUID id() {
            return head.id().value();
        }

        @Override
        public String name() {
            return "Commit " + (rows.isEmpty() ? "" : rows.getLast().version()) + " of run " + id();
        }
    }

    /** What one run wants of another. */
    record Wish(RunId of, RunCommand command) {}

    /** What becomes of the claim under which a run is executed. */
    sealed interface Leaving {

        /** Nothing. */
        record No() implements Leaving {}

        /** The run has ended. */
        record Ended() implements Leaving {}

        /** It waits, and somebody goes on with it then or when somebody wants something of it. */
        record Until(Instant due) implements Leaving {}
    }
}
