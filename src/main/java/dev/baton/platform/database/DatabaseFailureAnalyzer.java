package dev.baton.platform.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start without a database in a sentence instead of a stack trace. */
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<DatabaseCannotStart> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DatabaseCannotStart cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
