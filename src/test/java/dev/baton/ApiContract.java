package dev.baton;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Holds every API response of every test against the API's description, also over real HTTP:
 * status, media type and body must be described. What is not fails the test it happened in, see
 * {@link ApiContractExtension}.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiContract extends OncePerRequestFilter {

    private static final Queue<String> BREACHES = new ConcurrentLinkedQueue<>();

    private final ObjectProvider<OpenApiWebMvcResource> description;
    private @Nullable ApiDescription known;

    ApiContract(ObjectProvider<OpenApiWebMvcResource> description) {
        this.description = description;
    }

    /** What was found since it was last asked. */
    static List<String> takeBreaches() {
        var taken = new ArrayList<String>();
        for (var next = BREACHES.poll(); next != null; next = BREACHES.poll()) {
            taken.add(next);
        }
        return taken;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().matches("/(api|v1|health|\\.well-known)(/.*)?");
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var recording = new RecordedResponse(response);
        chain.doFilter(request, recording);
        // The container answers a sent error in a dispatch of its own, which comes by here too.
        if (!recording.isErrorSent() && !failedToRead(request) && !request.isAsyncStarted()) {
            for (var breach : description(request).breaches(request, recording)) {
                BREACHES.add(
                        "%s %s -> %d: %s"
                                .formatted(
                                        request.getMethod(),
                                        request.getRequestURI(),
                                        recording.getStatus(),
                                        breach));
            }
        }
    }

    /** The container noticed while the body was read, and answers itself. */
    private static boolean failedToRead(HttpServletRequest request) {
        return request.getDispatcherType() != DispatcherType.ERROR
                && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null;
    }

    private synchronized ApiDescription description(HttpServletRequest request) {
        if (known == null) {
            try {
                known =
                        ApiDescription.parse(
                                description
                                        .getObject()
                                        .openapiJson(request, "/v3/api-docs", Locale.ENGLISH));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return known;
    }
}
