package dev.baton.run;

import dev.baton.approval.ApprovalId;
import dev.baton.approval.Approvals;
import dev.baton.event.EventLog;
import dev.baton.event.NewEvent;
import dev.baton.platform.commit.CommitPart;
import dev.baton.run.RunRecord.Leaving;
import dev.baton.work.Claim;
import dev.baton.work.NewWork;
import dev.baton.work.OwnedWork;
import dev.baton.work.WorkQueue;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;

/** The runs' part of the group commit: their journals, what lists show, and their claims. */
@Component
@Order(RunPart.AFTER_CALLS)
class RunPart implements CommitPart<RunRecord> {

    static final int AFTER_CALLS = 100;

    private final Runs runs;
    private final Journals journals;
    private final RunKeys keys;
    private final RunAgents agents;
    private final RunCommands commands;
    private final Approvals approvals;
    private final WorkQueue work;
    private final EventLog events;

    RunPart(
            Runs runs,
            Journals journals,
            RunKeys keys,
            RunAgents agents,
            RunCommands commands,
            Approvals approvals,
            WorkQueue work,
            EventLog events) {
        this.runs = runs;
        this.journals = journals;
        this.keys = keys;
        this.agents = agents;
        this.commands = commands;
        this.approvals = approvals;
        this.work = work;
        this.events = events;
    }

    @Override
    public Class<RunRecord> type() {
        return RunRecord.class;
    }

    @Override
    public void write(List<RunRecord> records) {
        var accepted = new ArrayList<RunRecord.Accepted>();
        var appended = new ArrayList<RunRecord.Appended>();
        var rows = new ArrayList<JournalRow>();
        var happened = new ArrayList<NewEvent>();
        for (var record : records) {
            happened.addAll(record.events());
            switch (record) {
                case RunRecord.Accepted one -> {
                    accepted.add(one);
                    rows.addAll(one.rows());
                }
                case RunRecord.Appended one -> {
                    appended.add(one);
                    rows.addAll(one.rows());
                }
            }
        }
        accept(accepted);
        if (!rows.isEmpty()) {
            journals.append(rows);
        }
        goOn(appended);
        events.append(happened);
    }

    private void accept(List<RunRecord.Accepted> accepted) {
        if (accepted.isEmpty()) {
            return;
        }
        keys.add(accepted);
        runs.insert(accepted);
        var owned = new ArrayList<OwnedWork>();
        var queued = new ArrayList<NewWork>();
        for (var one : accepted) {
            if (one.owned() != null) {
                owned.add(one.owned());
            }
            if (one.queued() != null) {
                queued.add(one.queued());
            }
        }
        if (!owned.isEmpty()) {
            work.addOwned(owned);
        }
        if (!queued.isEmpty()) {
            work.add(queued);
        }
    }

    private void goOn(List<RunRecord.Appended> appended) {
        if (appended.isEmpty()) {
            return;
        }
        // Before the claims: whoever decides takes the approval first and the run's work then.
        for (var one : appended) {
            one.withdrawn()
                    .forEach(
                            asked ->
                                    approvals.withdraw(
                                            new ApprovalId(one.head().id().tenant(), asked)));
        }
        runs.update(appended.stream().filter(one -> one.summary() != null).toList());
        agents.add(appended);
        commands.delete(appended.stream().filter(one -> !one.commands().isEmpty()).toList());
        // A row of the journal that is there already stops who has lost the run; where there is
        // none, its claim does.
        work.lock(
                appended.stream()
                        .filter(one -> one.rows().isEmpty())
                        .map(RunRecord.Appended::claim)
                        .toList());
        var ended = new ArrayList<Claim>();
        var waiting = new ArrayList<RunId>();
        for (var one : appended) {
            switch (one.leaving()) {
                case Leaving.No _ -> {}
                case Leaving.Ended _ -> ended.add(one.claim());
                case Leaving.Until(var due) -> {
                    work.rest(one.claim(), due);
                    waiting.add(one.head().id());
                }
            }
        }
        if (!ended.isEmpty()) {
            work.complete(ended);
        }
        commands.send(appended.stream().flatMap(one -> one.wishes().stream()).toList());
        // Whoever wants something of a run locks its work: that waits for this commit, or came
        // before it and is seen here.
        commands.awaited(waiting)
                .forEach(run -> work.hasten(RunWorker.QUEUE, run.tenant(), run.value()));
    }

    @Override
    public boolean isWritten(RunRecord record) {
        return switch (record) {
            case RunRecord.Accepted one -> journals.contains(one.rows().getLast());
            case RunRecord.Appended one ->
                    !one.rows().isEmpty() && journals.contains(one.rows().getLast());
        };
    }
}
