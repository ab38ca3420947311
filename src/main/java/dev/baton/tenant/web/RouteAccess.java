package dev.baton.tenant.web;

import dev.baton.tenant.OpenTo;
import dev.baton.tenant.PermissionDenied;
import dev.baton.tenant.Requires;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a controller method of ours run only when it says who may call it, and the caller is one of
 * them. What nobody decided about is refused.
 */
class RouteAccess implements HandlerInterceptor {

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.ERROR
                || !(handler instanceof HandlerMethod method)
                || !method.getBeanType().getName().startsWith("dev.baton.")) {
            return true;
        }
        var open = method.getMethodAnnotation(OpenTo.class);
        if (open != null) {
            checkOpen(open.value());
            return true;
        }
        var requires = method.getMethodAnnotation(Requires.class);
        if (requires == null) {
            throw new AccessDeniedException("Nobody decided who may call " + method);
        }
        var actor =
                CurrentActor.find()
                        .orElseThrow(() -> new InsufficientAuthenticationException("no actor"));
        if (!actor.may(requires.value())) {
            throw new PermissionDenied(requires.value());
        }
        return true;
    }

    private static void checkOpen(OpenTo.Audience audience) {
        if (audience == OpenTo.Audience.SIGNED_IN && CurrentActor.find().isEmpty()) {
            throw new InsufficientAuthenticationException("no actor");
        }
    }
}
