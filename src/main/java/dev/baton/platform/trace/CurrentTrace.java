package dev.baton.platform.trace;

import dev.baton.platform.log.LogFacts;

import jakarta.servlet.ServletRequest;

import org.slf4j.MDC;

/** The trace of a request; only the web layer asks, everything below takes a parameter. */
public final class CurrentTrace {

    static final String ATTRIBUTE = Trace.class.getName();

    private CurrentTrace() {}

    /**
     * What this thread does from now on goes on with a request that was answered before; its log
     * lines say so.
     */
    public static void goOn(Trace trace) {
        MDC.put(Trace.MDC_KEY, trace.traceId());
        MDC.put(LogFacts.CORRELATION, trace.correlationOrId());
    }

    public static Trace of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Trace trace ? trace : Trace.start();
    }
}
