package dev.baton.platform.problem;

import dev.baton.platform.database.RetryingTransactions;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The database is away, busy, or holds a newer version. */
@Component
class DatabaseFailures implements FailureReading {

    private static final Duration UNTIL_BACK = Duration.ofSeconds(5);
    private static final Duration UNTIL_FREE = Duration.ofSeconds(1);

    @Override
    public Optional<ProblemFacts> read(Throwable failure, Locale language) {
        if (!(failure instanceof DataAccessException)
                && !(failure instanceof TransactionException)) {
            return Optional.empty();
        }
        if (failure instanceof OptimisticLockingFailureException) {
            return Optional.of(ProblemFacts.of(new EditedMeanwhile()));
        }
        if (RetryingTransactions.isVictim(failure)) {
            return Optional.of(
                    ProblemFacts.of(503, "busy", "Too many changes at once; try again.")
                            .withRetryAfter(UNTIL_FREE));
        }
        if (isAway(failure)) {
            return Optional.of(
                    ProblemFacts.of(503, "database_unavailable", "Baton cannot reach its database.")
                            .withRetryAfter(UNTIL_BACK));
        }
        return failure instanceof DataIntegrityViolationException
                ? Optional.of(
                        ProblemFacts.of(
                                409, "conflict", "This does not fit what is stored already."))
                : Optional.empty();
    }

    private static boolean isAway(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException
                    || cause instanceof java.sql.SQLNonTransientConnectionException
                    || cause instanceof java.sql.SQLRecoverableException) {
                return true;
            }
        }
        return failure instanceof CannotGetJdbcConnectionException
                || failure instanceof CannotCreateTransactionException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof TransientDataAccessResourceException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof QueryTimeoutException
                || failure instanceof TransactionSystemException;
    }
}
