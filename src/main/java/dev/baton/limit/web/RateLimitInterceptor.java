package dev.baton.limit.web;

import dev.baton.limit.LimitRefused;
import dev.baton.limit.RateLimited;
import dev.baton.limit.RateLimits;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.tenant.TenantDirectory;
import dev.baton.tenant.web.ActorAuthentication;
import dev.baton.tenant.web.CurrentActor;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Charges each API request to the limits of its caller and tells in the {@code RateLimit} and {@code
 * RateLimit-Policy} headers where the tightest stands.
 */
@Component
class RateLimitInterceptor implements HandlerInterceptor {

    private final RateLimits limits;
    private final TenantDirectory tenants;
    private final ApplicationEventPublisher news;

    RateLimitInterceptor(
            RateLimits limits, TenantDirectory tenants, ApplicationEventPublisher news) {
        this.limits = limits;
        this.tenants = tenants;
        this.news = news;
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
        var actor = caller.actor();
        try {
            limits.take(
                            limits.of(
                                    actor,
                                    tenants.get(actor.tenant()),
                                    caller.requestsPerMinute()))
                    .headers()
                    .forEach(response::setHeader);
        } catch (RateLimited refusal) {
            news.publishEvent(
                    new LimitRefused(actor, CurrentTrace.of(request).traceId(), refusal));
            throw refusal;
        }
    }
}
