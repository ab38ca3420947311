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

    /** That of what this thread does; a new one where it does nothing for anybody. */
    public static Trace here() {
        var id = MDC.get(Trace.MDC_KEY);
        if (id == null) {
            return Trace.start();
        }
        var correlation = MDC.get(LogFacts.CORRELATION);
        return Trace.of(id, id.equals(correlation) ? null : correlation);
    }

    public static Trace of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Trace trace ? trace : Trace.start();
    }
}
