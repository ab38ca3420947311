package dev.baton.run;

import dev.baton.event.EventLog;
import dev.baton.platform.Ids;
import dev.baton.platform.database.RetryingTransactions;
import dev.baton.run.engine.RunEvent;
import dev.baton.tenant.TenantDirectory;
import dev.baton.work.Claim;
import dev.baton.work.WorkQueue;
import dev.baton.work.Worker;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.springframework.stereotype.Component;

/** Executes the runs that are due: they wait for their beginning, have waited, or lost their instance. */
@Component
class RunWorker implements Worker {

    static final String QUEUE = "run";

    private static final int TENANTS = 4;

    /** Faults of ours while a run is executed; that of an instance that died is no fault of the run. */
    private static final int FAULTS = 5;

    private final Runs runs;
    private final Journals journals;
    private final Executions executions;
    private final JournalTexts texts;
    private final WorkQueue work;
    private final EventLog events;
    private final TenantDirectory tenants;
    private final RetryingTransactions transactions;
    private final Clock clock;
    private final int concurrency;

    RunWorker(
            Runs runs,
            Journals journals,
            Executions executions,
            JournalTexts texts,
            WorkQueue work,
            EventLog events,
            TenantDirectory tenants,
            RetryingTransactions transactions,
            Clock clock,
            RunProperties properties) {
        this.runs = runs;
        this.journals = journals;
        this.executions = executions;
        this.texts = texts;
        this.work = work;
        this.events = events;
        this.tenants = tenants;
        this.transactions = transactions;
        this.clock = clock;
        this.concurrency = properties.maxConcurrent();
    }

    @Override
    public String queue() {
        return QUEUE;
    }

    @Override
    public int concurrency() {
        return concurrency;
    }

    @Override
    public int tenantConcurrency() {
        return Math.max(1, concurrency * (TENANTS - 1) / TENANTS);
    }

    @Override
    public int maxAttempts() {
        return FAULTS;
    }

    /** {@link Executions} knows whether anything has come of the attempts. */
    @Override
    public int maxInterruptions() {
        return Integer.MAX_VALUE - FAULTS;
    }

    @Override
    public void work(Claim claim) throws Exception {
        var run = runs.find(new RunId(claim.tenant(), claim.id())).orElse(null);
        if (run == null || run.status().isFinal()) {
            transactions.run(() -> work.complete(claim));
            return;
        }
        try {
            executions.resume(run, claim).over().get();
        } catch (Executions.PoisonedRun poisoned) {
            transactions.run(
                    () -> {
                        fail(run, String.valueOf(poisoned.getMessage()));
                        work.complete(claim);
                    });
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception fault ? fault : failed;
        }
    }

    @Override
    public void buried(Claim claim, String reason) {
        runs.find(new RunId(claim.tenant(), claim.id()))
                .filter(run -> !run.status().isFinal())
                .ifPresent(run -> fail(run, reason));
    }

    /** Ends a run that cannot be executed. Its journal says so, whatever else is in it. */
    private void fail(Run run, String reason) {
        var id = run.id();
        var now = clock.instant();
        var error = new StepError("run_broken", reason);
        var version = journals.last(id) + 1;
        var ended = new RunEvent.RunEnded(RunStatus.FAILED, null, error, List.of());
        var entry =
                new JournalEntry(version, List.of(new JournalEntry.Move(now, List.of(ended))));
        var seal = texts.of(id.tenant());
        journals.append(
                List.of(new JournalRow(id, version, Ids.next(), seal.entry(id, entry))));
        var summary = run.summary().failed(now, version, error);
        runs.update(
                id,
                summary.with(new StepError(error.code(), seal.error(id, error.message()))));
        var currency = tenants.get(id.tenant()).currency();
        events.append(RunEvents.ended(run.head(), summary, currency, false));
    }
}
