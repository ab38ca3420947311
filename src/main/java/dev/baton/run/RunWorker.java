package dev.baton.run;

import dev.baton.platform.database.RetryingTransactions;
import dev.baton.work.Claim;
import dev.baton.work.WorkQueue;
import dev.baton.work.Worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.concurrent.ExecutionException;

/**
 * Executes the runs that are due: they wait for their beginning, have waited, or lost their
 * instance.
 */
@Component
class RunWorker implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(RunWorker.class);

    static final String QUEUE = "run";

    private static final int TENANTS = 4;

    /**
     * Faults of ours while a run is executed; that of an instance that died is no fault of the run.
     */
    private static final int FAULTS = 20;

    private final Runs runs;
    private final Executions executions;
    private final BrokenRuns broken;
    private final WorkQueue work;
    private final RetryingTransactions transactions;
    private final int concurrency;

    RunWorker(
            Runs runs,
            Executions executions,
            BrokenRuns broken,
            WorkQueue work,
            RetryingTransactions transactions,
            RunProperties properties) {
        this.runs = runs;
        this.executions = executions;
        this.broken = broken;
        this.work = work;
        this.transactions = transactions;
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
                        LOG.error("{}", poisoned.getMessage());
                        broken.end(run);
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
                .ifPresent(broken::end);
    }
}
