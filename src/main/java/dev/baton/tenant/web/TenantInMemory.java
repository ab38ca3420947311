package dev.baton.tenant.web;

import dev.baton.platform.memory.Holding;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Counts the body of a request for its tenant, before a method of ours reads it. */
class TenantInMemory implements HandlerInterceptor {

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod
                && request.getAttribute(Holding.ATTRIBUTE) instanceof Holding body) {
            CurrentActor.find().ifPresent(actor -> body.countFor(actor.tenant().value()));
        }
        return true;
    }
}
