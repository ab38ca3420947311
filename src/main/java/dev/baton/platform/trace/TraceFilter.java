package dev.baton.platform.trace;

import dev.baton.platform.log.LogFacts;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Gives every request its {@link Trace}, before anything else can fail and want to name it, and
 * every log line of the request its facts.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TraceFilter extends OncePerRequestFilter {

    private static final String CORRELATION = "X-Correlation-Id";

    /** Whatever else a caller sends would let it write log lines of its own. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RequestAge.begin(request, System.nanoTime());
        var trace =
                Trace.continuing(request.getHeader(Trace.HEADER))
                        .named(correlation(request.getHeader(CORRELATION)));
        request.setAttribute(CurrentTrace.ATTRIBUTE, trace);
        response.setHeader("X-Trace-Id", trace.traceId());
        response.setHeader(CORRELATION, trace.correlationOrId());
        MDC.put(Trace.MDC_KEY, trace.traceId());
        MDC.put(LogFacts.CORRELATION, trace.correlationOrId());
        try {
            chain.doFilter(request, response);
        } finally {
            // Also what others put there meanwhile: the next request is somebody else's.
            MDC.clear();
        }
    }

    private static @Nullable String correlation(@Nullable String header) {
        return header != null && WORD.matcher(header).matches() ? header : null;
    }
}
