package dev.baton.platform.trace;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Times every request of the API from its reception to the last byte of its response, streams
 * included, as {@code baton_request_to_response_seconds}. A route is one of the program's own
 * patterns, never what a caller typed, so that callers cannot multiply the figures.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class RequestTimes extends OncePerRequestFilter {

    private static final Duration[] BOUNDS =
            Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final MeterRegistry meters;

    RequestTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return !path.startsWith("/api/") && !path.startsWith("/v1/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var began = System.nanoTime();
        var status = "5xx";
        try {
            chain.doFilter(request, response);
            status = response.getStatus() / 100 + "xx";
        } finally {
            timer(route(request), status).record(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private Timer timer(String route, String status) {
        return Timer.builder("baton.request.to.response")
                .description("From the reception of an API request to the end of its response")
                .tag("route", route)
                .tag("status", status)
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }

    private static String route(HttpServletRequest request) {
        var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? "none" : request.getMethod() + " " + pattern;
    }
}
