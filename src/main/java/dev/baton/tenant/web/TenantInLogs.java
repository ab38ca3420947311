package dev.baton.tenant.web;

import dev.baton.platform.log.LogFacts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.MDC;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Puts the tenant into the log lines of a request that a method of ours answers. Nobody takes it out
 * again but the trace's filter, so that also the line about a failed request has it.
 */
class TenantInLogs implements HandlerInterceptor {

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        // Asking who it is reads the session, which a picture or style sheet has no need of.
        if (handler instanceof HandlerMethod) {
            CurrentActor.find()
                    .ifPresent(actor -> MDC.put(LogFacts.TENANT, actor.tenant().toString()));
        }
        return true;
    }
}
