package dev.baton.platform.problem;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.EnumSet;

/**
 * Errors of the API that the container noticed, outside of any controller: no HTML page for them.
 */
@Configuration(proxyBeanMethods = false)
class ApiErrorDispatch {

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> apiErrors(ProblemWriter writer) {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new Errors(writer));
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.ERROR));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return registration;
    }

    private static final class Errors extends OncePerRequestFilter {

        private final ProblemWriter writer;

        private Errors(ProblemWriter writer) {
            this.writer = writer;
        }

        @Override
        protected boolean shouldNotFilterErrorDispatch() {
            return false;
        }

        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (!ApiRequest.isApi(request)) {
                chain.doFilter(request, response);
            } else if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)
                    instanceof Throwable failure) {
                writer.write(request, response, failure);
            } else {
                writer.write(request, response, WebFailures.ofStatus(response.getStatus()));
            }
        }
    }
}
