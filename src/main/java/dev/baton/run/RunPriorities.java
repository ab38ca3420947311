package dev.baton.run;

import dev.baton.platform.database.RetryingTransactions;
import dev.baton.event.ChangeSignals;
import dev.baton.work.Priority;
import dev.baton.work.WorkQueue;

import org.springframework.stereotype.Component;

/** How urgent runs are: what lists show of it, and what their turn goes by. */
@Component
class RunPriorities {

    private final Runs runs;
    private final WorkQueue work;
    private final RetryingTransactions transactions;
    private final ChangeSignals signals;

    RunPriorities(
            Runs runs, WorkQueue work, RetryingTransactions transactions, ChangeSignals signals) {
        this.runs = runs;
        this.work = work;
        this.transactions = transactions;
        this.signals = signals;
    }

    /**
     * @throws RunEnded when it has ended
     */
    void set(RunId run, Priority priority) {
        transactions.run(
                () -> {
                    if (!runs.setPriority(run, priority)) {
                        throw runs.find(run)
                                .<RuntimeException>map(ended -> new RunEnded(run, ended.status()))
                                .orElseGet(() -> new RunNotFound(run.value()));
                    }
                    work.reprioritize(RunWorker.QUEUE, run.tenant(), run.value(), priority);
                });
        signals.changed(run.tenant(), "runs");
    }
}
