package dev.baton.run;

import dev.baton.approval.Approvals;
import dev.baton.event.EventLog;
import dev.baton.run.engine.RunEvent;
import dev.baton.tenant.TenantDirectory;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Ends runs that cannot be executed, for whatever fault of ours. */
@Component
class BrokenRuns {

    private static final StepError BROKEN =
            new StepError(
                    "run_broken", "Baton could not go on with the run; its log says more of it.");

    private final Runs runs;
    private final Journals journals;
    private final JournalTexts texts;
    private final RunCommands commands;
    private final Approvals approvals;
    private final EventLog events;
    private final TenantDirectory tenants;
    private final Clock clock;

    BrokenRuns(
            Runs runs,
            Journals journals,
            JournalTexts texts,
            RunCommands commands,
            Approvals approvals,
            EventLog events,
            TenantDirectory tenants,
            Clock clock) {
        this.runs = runs;
        this.journals = journals;
        this.texts = texts;
        this.commands = commands;
        this.approvals = approvals;
        this.events = events;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * In the caller's transaction. The journal says so, whatever else is in it; whoever waits for
     * the run, or works for it, is told.
     */
    void end(Run run) {
        var id = run.id();
        var now = clock.instant();
        var version = journals.last(id) + 1;
        var ended = new RunEvent.RunEnded(RunStatus.FAILED, null, BROKEN, List.of());
        var seal = texts.of(id.tenant());
        var move = new JournalEntry.Move(now, List.of(ended));
        journals.append(seal.rows(id, version - 1, List.of(move)));
        var summary = run.summary().failed(now, version, BROKEN);
        runs.update(
                id, summary.with(new StepError(BROKEN.code(), seal.error(id, BROKEN.message()))));
        approvals.withdraw(id.tenant(), RunApprovals.KIND, id.value());
        commands.send(wishes(run));
        var currency = tenants.get(id.tenant()).currency();
        events.append(RunEvents.ended(run.head(), summary, currency, false));
    }

    private List<RunRecord.Wish> wishes(Run run) {
        var id = run.id();
        var wishes = new ArrayList<RunRecord.Wish>();
        var notNeeded = new RunCommand.Cancel("run " + id, "it could not go on");
        runs.openChildren(id).forEach(child -> wishes.add(new RunRecord.Wish(child, notNeeded)));
        var parent = run.head().parent();
        if (parent != null) {
            wishes.add(
                    new RunRecord.Wish(
                            new RunId(id.tenant(), parent.run()),
                            new RunCommand.ChildEnded(
                                    parent.step(), parent.attempt(), id.value())));
        }
        return wishes;
    }
}
