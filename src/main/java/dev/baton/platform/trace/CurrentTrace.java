package dev.baton.platform.trace;

import jakarta.servlet.ServletRequest;

/** The trace of a request; only the web layer asks, everything below takes a parameter. */
public final class CurrentTrace {

    static final String ATTRIBUTE = Trace.class.getName();

    private CurrentTrace() {}

    public static Trace of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Trace trace ? trace : Trace.start();
    }
}
