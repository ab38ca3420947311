package dev.baton.identity.web;

import dev.baton.platform.web.Htmx;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

import java.io.IOException;

/** Answers what the console's filters refuse, with a way on. */
@Component
class RefusedRequests implements AccessDeniedHandler {

    private static final int FORBIDDEN = HttpStatus.FORBIDDEN.value();

    @Override
    public void handle(
            HttpServletRequest request,
            HttpServletResponse response,
            AccessDeniedException exception)
            throws IOException {
        if (exception instanceof CsrfException) {
            handleOldPage(request, response);
        } else if (Person.current().orElse(null) instanceof PersonWithoutTenant) {
            lead(request, response, "/no-tenant");
        } else {
            response.sendError(FORBIDDEN);
        }
    }

    /** The page was opened before the last sign-in: its token does not count any more. */
    private static void handleOldPage(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (Htmx.asks(request)) {
            Htmx.refresh(response, FORBIDDEN);
            return;
        }
        switch (request.getRequestURI()) {
            case "/login" -> response.sendRedirect("/login?again");
            case "/logout" -> response.sendRedirect("/");
            default -> response.sendError(FORBIDDEN, "old page");
        }
    }

    private static void lead(HttpServletRequest request, HttpServletResponse response, String path)
            throws IOException {
        if (Htmx.asks(request)) {
            Htmx.redirect(response, FORBIDDEN, path);
        } else {
            response.sendRedirect(path);
        }
    }
}
