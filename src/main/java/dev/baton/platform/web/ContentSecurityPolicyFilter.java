package dev.baton.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Gives every response, errors included, a content security policy with a nonce of its own. Nothing
 * inline runs: a script counts only with the nonce, a style attribute never.
 */
final class ContentSecurityPolicyFilter extends OncePerRequestFilter {

    private static final String HEADER = "Content-Security-Policy";
    private static final String ATTRIBUTE = ContentSecurityPolicyFilter.class.getName() + ".nonce";
    private static final int NONCE_BYTES = 16;

    private static final String POLICY =
            "default-src 'self'; script-src 'nonce-%1$s' 'strict-dynamic'; "
                    + "style-src 'self' 'nonce-%1$s'; img-src 'self' data:; object-src 'none'; "
                    + "base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /** Swagger UI brings scripts and inline styles of its own; it may, but only from here. */
    private static final String SWAGGER_POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                    + "img-src 'self' data:; object-src 'none'; base-uri 'none'; "
                    + "frame-ancestors 'none'; form-action 'self'";

    private final SecureRandom random = new SecureRandom();

    /** The nonce of this response; empty outside a request that passed the filter. */
    static String nonceOf(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String nonce ? nonce : "";
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var nonce = nonceOf(request).isEmpty() ? newNonce() : nonceOf(request);
        request.setAttribute(ATTRIBUTE, nonce);
        response.setHeader(HEADER, policyFor(request).formatted(nonce));
        chain.doFilter(request, response);
    }

    /**
     * An error page is drawn in a second dispatch, and a container may have cleared the headers.
     */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static String policyFor(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/swagger-ui") ? SWAGGER_POLICY : POLICY;
    }

    private String newNonce() {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
