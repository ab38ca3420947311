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
     *
     * @param correlation what its caller called it, else the trace's id
     */
    public static void goOn(String traceId, String correlation) {
        MDC.put(Trace.MDC_KEY, traceId);
        MDC.put(LogFacts.CORRELATION, correlation);
    }

    public static Trace of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Trace trace ? trace : Trace.start();
    }
}
