package dev.baton.limit.web;

import dev.baton.limit.CallerLimits;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.tenant.web.ActorAuthentication;
import dev.baton.tenant.web.CurrentActor;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Charges each API request to the limits of its caller and tells in the {@code RateLimit} and {@code
 * RateLimit-Policy} headers where the tightest stands.
 */
@Component
class RateLimitInterceptor implements HandlerInterceptor {

    private final CallerLimits limits;

    RateLimitInterceptor(CallerLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            CurrentActor.authentication().ifPresent(caller -> charge(caller, request, response));
        }
        return true;
    }

    private void charge(
            ActorAuthentication caller, HttpServletRequest request, HttpServletResponse response) {
        var trace = CurrentTrace.of(request).traceId();
        limits.charge(caller.actor(), caller.requestsPerMinute(), trace)
                .headers()
                .forEach(response::setHeader);
    }
}
