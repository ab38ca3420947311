package dev.baton.platform.trace;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request its {@link Trace}, before anything else can fail and want to name it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TraceFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var trace = Trace.continuing(request.getHeader(Trace.HEADER));
        request.setAttribute(CurrentTrace.ATTRIBUTE, trace);
        response.setHeader("X-Trace-Id", trace.traceId());
        try (var _ = MDC.putCloseable(Trace.MDC_KEY, trace.traceId())) {
            chain.doFilter(request, response);
        }
    }
}
