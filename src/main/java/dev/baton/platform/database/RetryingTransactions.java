package dev.baton.platform.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Runs short transactions of their own at READ COMMITTED, and again as a whole when the database
 * chose them as the victim of a deadlock (1213), a lock timeout (1205) or a changed record (1020).
 */
@Component
public class RetryingTransactions {

    private static final String ELSEWHERE = "other";
    private static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE_NANOS = 2_000_000;
    private static final int LOCK_TIMEOUT = 1205;
    private static final Set<Integer> VICTIM = Set.of(1213, LOCK_TIMEOUT, 1020);

    private final TransactionTemplate template;
    private final MeterRegistry meters;

    public RetryingTransactions(PlatformTransactionManager manager, MeterRegistry meters) {
        this.template = new TransactionTemplate(manager);
        this.template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.template.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.meters = meters;
    }

    public void run(Runnable work) {
        run(ELSEWHERE, work);
    }

    public void run(String where, Runnable work) {
        call(
                where,
                () -> {
                    work.run();
                    return true;
                });
    }

    /** The work's result once it is committed; the work may run up to six times. */
    public <T extends @Nullable Object> T call(Supplier<T> work) {
        return call(ELSEWHERE, work);
    }

    /**
     * The work's result once it is committed; the work may run up to six times.
     *
     * @param where what the deadlocks are counted under; one of a few constants
     */
    public <T extends @Nullable Object> T call(String where, Supplier<T> work) {
        for (var attempt = 1; ; attempt++) {
            try {
                return template.execute(_ -> work.get());
            } catch (RuntimeException failure) {
                if (attempt == ATTEMPTS || !isVictim(failure)) {
                    throw failure;
                }
                deadlocks(where).increment();
                pause(attempt);
            }
        }
    }

    /**
     * Whether to try again, after a pause, what a person waits for. Not when it waited for a lock
     * as long as the database allows: that was long enough.
     */
    boolean mayRepeat(String where, int attempt, RuntimeException failure) {
        if (attempt == ATTEMPTS || !isVictim(failure) || has(failure, Set.of(LOCK_TIMEOUT))) {
            return false;
        }
        deadlocks(where).increment();
        pause(attempt);
        return true;
    }

    private Counter deadlocks(String where) {
        return Counter.builder("baton_deadlocks")
                .description("Transactions that the database made the victim of a deadlock")
                .tag("where", where)
                .register(meters);
    }

    /** Whether the database asks for the whole transaction to be tried again. */
    public static boolean isVictim(Throwable failure) {
        return has(failure, VICTIM);
    }

    private static boolean has(Throwable failure, Set<Integer> codes) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && codes.contains(sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    private static void pause(int attempt) {
        var longest = FIRST_PAUSE_NANOS << attempt;
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    }
}
