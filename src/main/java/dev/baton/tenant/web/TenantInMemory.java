package dev.baton.tenant.web;

import dev.baton.platform.memory.Holding;
import dev.baton.platform.memory.NoRoom;
import dev.baton.tenant.Actor;

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
            CurrentActor.find().ifPresent(actor -> count(body, actor));
        }
        return true;
    }

    private static void count(Holding body, Actor actor) {
        try {
            body.countFor(actor.tenant().value());
        } catch (NoRoom full) {
            throw full.problem();
        }
    }
}
