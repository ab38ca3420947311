package dev.baton.platform.stop;

import dev.baton.platform.problem.ProblemWriter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/**
 * Refuses what comes new to the API while Baton stops, and has its caller open another connection.
 * Pages are still drawn: who sits before them has nowhere else to go.
 */
class DrainFilter extends OncePerRequestFilter {

    private final Drain drain;
    private final ProblemWriter problems;

    DrainFilter(Drain drain, ProblemWriter problems) {
        this.drain = drain;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (drain.isDraining()) {
            response.setHeader("Connection", "close");
            problems.write(request, response, new ServerStopping());
        } else {
            chain.doFilter(request, response);
        }
    }

    @Configuration
    static class Registration {

        @Bean
        FilterRegistrationBean<DrainFilter> drainFilter(Drain drain, ProblemWriter problems) {
            var registration = new FilterRegistrationBean<>(new DrainFilter(drain, problems));
            registration.addUrlPatterns("/api/*", "/v1/*");
            // Within the trace and the times, before anything is read or anybody known.
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
            return registration;
        }
    }
}
