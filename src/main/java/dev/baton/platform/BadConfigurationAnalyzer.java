package dev.baton.platform;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Ends a start that a variable prevents in two sentences instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class BadConfigurationAnalyzer extends AbstractFailureAnalyzer<BadConfiguration> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BadConfiguration cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
