package dev.baton.platform.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Ends a start without a database in a sentence instead of a stack trace. It looks before those
 * that would talk about property binding.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<DatabaseCannotStart> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DatabaseCannotStart cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
