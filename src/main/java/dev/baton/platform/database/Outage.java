package dev.baton.platform.database;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

import java.sql.SQLException;
import java.util.Set;

/** Tells a database that takes nothing at the moment from one that refuses a certain record. */
public final class Outage {

    /** Read-only (1290, 1836), full (1021, 1114, 3), failing storage (1026, 1030), going (1053). */
    private static final Set<Integer> CODES = Set.of(3, 1021, 1026, 1030, 1053, 1114, 1290, 1836);

    private static final String CONNECTION_LOST = "08";

    private Outage() {}

    public static boolean is(Throwable failure) {
        if (failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof CannotCreateTransactionException) {
            return true;
        }
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && is(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(SQLException failure) {
        var state = failure.getSQLState();
        return CODES.contains(failure.getErrorCode())
                || state != null && state.startsWith(CONNECTION_LOST);
    }
}
