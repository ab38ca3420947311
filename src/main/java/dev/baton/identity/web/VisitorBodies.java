package dev.baton.identity.web;

import dev.baton.platform.body.BodyLimit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/**
 * Reads no large form of somebody who is not signed in. The next filter reads the whole of a form
 * to find its CSRF token, long before anybody asks who sends it; what visitors have to say is
 * short.
 */
final class VisitorBodies extends OncePerRequestFilter {

    private static final DataSize MOST = DataSize.ofKilobytes(64);

    private final AuthenticationEntryPoint entry;

    VisitorBodies(AuthenticationEntryPoint entry) {
        this.entry = entry;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!mayBeLarge(request) || Person.current().isPresent()) {
            chain.doFilter(request, response);
        } else if (request.getRequestedSessionId() != null) {
            // Whoever wrote so much was signed in when the form was opened.
            entry.commence(
                    request,
                    response,
                    new InsufficientAuthenticationException("The session ended"));
        } else {
            BodyLimit.refuse(request, response, MOST.toBytes());
        }
    }

    /** One that does not say how long it is may be of any length. */
    private static boolean mayBeLarge(HttpServletRequest request) {
        return request.getContentLengthLong() > MOST.toBytes()
                || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }
}
