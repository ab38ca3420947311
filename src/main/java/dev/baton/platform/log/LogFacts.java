package dev.baton.platform.log;

/**
 * Names of the facts that stand in every log line of a request or a piece of work, beside {@link
 * dev.baton.platform.trace.Trace#MDC_KEY the trace's id}.
 */
public final class LogFacts {

    public static final String TENANT = "tenant_id";

    /** What the caller calls its request, else the trace's id: one word to search for. */
    public static final String CORRELATION = "correlation_id";

    private LogFacts() {}
}
