package dev.baton.identity.web;

import dev.baton.platform.web.Htmx;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;

import java.io.IOException;

/** Leads whoever is not signed in to the sign-in page, and from there back to where they were. */
@Component
class SignInEntryPoint implements AuthenticationEntryPoint {

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException exception)
            throws IOException {
        var login = loginPath(request);
        if (Htmx.asks(request)) {
            Htmx.redirect(response, HttpStatus.UNAUTHORIZED.value(), login);
        } else if (wantsPage(request)) {
            response.sendRedirect(login);
        } else {
            response.sendError(HttpStatus.UNAUTHORIZED.value());
        }
    }

    private static String loginPath(HttpServletRequest request) {
        var back = ReturnPath.from(request);
        var ended = request.getRequestedSessionId() != null ? "ended&" : "";
        return back.equals(ReturnPath.HOME) && ended.isEmpty()
                ? "/login"
                : "/login?" + ended + "back=" + back.encoded();
    }

    /**
     * Browsers ask for HTML by name; a bare {@code *}{@code /*} is a program or a visit by hand.
     */
    private static boolean wantsPage(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept == null
                || accept.contains(MediaType.TEXT_HTML_VALUE)
                || accept.contains(MediaType.ALL_VALUE);
    }
}
