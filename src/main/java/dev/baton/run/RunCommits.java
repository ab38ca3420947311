package dev.baton.run;

import dev.baton.event.NewEvent;
import dev.baton.run.RunRecord.Leaving;
import dev.baton.run.engine.RunState;
import dev.baton.work.Claim;

import java.util.List;

/**
 * What of a run that is executed goes into its commits: rows of its journal, what lists show of it,
 * and what others hear. Its {@link Execution} lets one in at a time.
 */
final class RunCommits {

    private final RunHead head;
    private final RunState state;
    private final Unwritten unwritten;
    private final RunContext context;
    private final JournalTexts.Seal seal;
    private final Listed listed;
    private final Progress progress;
    private volatile int version;

    /**
     * @param version that the journal has
     */
    RunCommits(
            RunHead head,
            RunState state,
            int version,
            Unwritten unwritten,
            RunContext context,
            Progress progress) {
        this.head = head;
        this.state = state;
        this.version = version;
        this.unwritten = unwritten;
        this.context = context;
        this.progress = progress;
        this.seal = context.texts().of(head.id().tenant());
        this.listed = new Listed(head.id(), state, seal, context.clock());
    }

    /** Makes the record of a run that begins. */
    interface Beginning {

        RunRecord record(
                List<JournalRow> rows,
                RunSummary summary,
                List<NewEvent> events,
                RunRecord.Listener listener);
    }

    /** Of the last commit that was made, which may be under way. Anybody may ask. */
    int version() {
        return version;
    }

    /** Whether it is time to tell how far the run is. Anybody may ask. */
    boolean isProgressDue() {
        return progress.isDue(version);
    }

    /** Lists show this of the run. */
    void listedAs(RunStatus status) {
        listed.as(status);
    }

    RunRecord first(Beginning accepted, RunRecord.Listener told) {
        var rows = rows();
        return accepted.record(rows, listed.summary(version), unwritten.events(), told);
    }

    RunRecord next(Claim claim, Leaving leaving, RunRecord.Listener told) {
        var rows = rows();
        progress.news(state, version).ifPresent(unwritten::tell);
        var summary =
                !(leaving instanceof Leaving.No) || listed.isBehind()
                        ? listed.summary(version)
                        : null;
        if (leaving instanceof Leaving.Ended && summary != null) {
            tellEnd(summary);
        }
        var listener = context.snapshots().after(told, state, rows, unwritten.moves());
        return unwritten.record(head, claim, rows, summary, leaving, listener);
    }

    private List<JournalRow> rows() {
        var rows = seal.rows(head.id(), version, unwritten.moves());
        version += rows.size();
        return rows;
    }

    private void tellEnd(RunSummary summary) {
        var currency = context.tenants().get(head.id().tenant()).currency();
        unwritten.tell(RunEvents.ended(head, summary, currency, !state.missing().isEmpty()));
        var parent = head.parent();
        if (parent != null) {
            unwritten.wish(
                    new RunId(head.id().tenant(), parent.run()),
                    new RunCommand.ChildEnded(parent.step(), parent.attempt(), head.id().value()));
        }
    }
}
