package dev.baton.run;

import dev.baton.platform.database.Outage;
import dev.baton.run.engine.Effect;
import dev.baton.run.engine.StepOutcome;
import dev.baton.workflow.RetryPolicy.Failure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;

/** What becomes of an attempt that a fault of ours broke off: that ends, and not its run. */
final class BrokenAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(BrokenAttempt.class);

    private static final StepError ERROR =
            new StepError(
                    "internal_error", "A fault of Baton ended the attempt; its log says more.");

    private BrokenAttempt() {}

    /** It is made again at once where the database was away. */
    static StepOutcome outcome(RunId run, Effect.Act act, Throwable fault, Instant now) {
        if (Outage.is(fault)) {
            LOG.warn("Step {} of run {} waits for the database", act.path(), run, fault);
            return new StepOutcome.Delayed("database_away", "The database takes nothing.", now);
        }
        LOG.error("Step {} of run {} broke off", act.path(), run, fault);
        return new StepOutcome.Failed(ERROR, Failure.SERVER_ERROR, null, null);
    }

    /** Whether an attempt broke off, so that what it began may go on. */
    static boolean is(StepError error) {
        return error.equals(ERROR);
    }
}
