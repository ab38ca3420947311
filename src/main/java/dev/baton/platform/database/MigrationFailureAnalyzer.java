package dev.baton.platform.database;

import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * Ends a start whose database cannot be brought up to date in sentences instead of a stack trace.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class MigrationFailureAnalyzer extends AbstractFailureAnalyzer<FlywayException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FlywayException failure) {
        return new FailureAnalysis(
                "The tables of the database cannot be brought up to date: " + fact(failure),
                "Nothing was started, and no later migration was run. Where a migration broke off,"
                    + " restore the backup taken before the update; MySQL cannot take back half of"
                    + " one. Then start again with the version that fits.",
                failure);
    }

    /** What the database said, else the first line that says something. */
    private static String fact(FlywayException failure) {
        var migration = lines(failure).findFirst().orElse("no reason was told");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                return migration + ": " + refused.getMessage();
            }
        }
        return migration;
    }

    private static Stream<String> lines(FlywayException failure) {
        return String.valueOf(failure.getMessage()).lines().filter(line -> !line.isBlank());
    }
}
