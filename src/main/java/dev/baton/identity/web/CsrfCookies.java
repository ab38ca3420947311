package dev.baton.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;

/**
 * Keeps the CSRF token in a cookie that scripts cannot read, so that a visitor who only looks at
 * the sign-in page leaves no session behind. Over https the cookie's name carries {@code __Host-}:
 * no other host of the domain can plant it.
 */
@Component
class CsrfCookies implements CsrfTokenRepository {

    private final CookieCsrfTokenRepository plain = cookie("baton_csrf");
    private final CookieCsrfTokenRepository hostBound = cookie("__Host-baton_csrf");

    private static CookieCsrfTokenRepository cookie(String name) {
        var repository = new CookieCsrfTokenRepository();
        repository.setCookieName(name);
        repository.setCookiePath("/");
        repository.setCookieCustomizer(it -> it.httpOnly(true).sameSite("Lax"));
        return repository;
    }

    /** A new token for a new session; pages opened before cannot be sent any more. */
    void renew(HttpServletRequest request, HttpServletResponse response) {
        saveToken(generateToken(request), request, response);
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return of(request).generateToken(request);
    }

    @Override
    public void saveToken(
            @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        of(request).saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return of(request).loadToken(request);
    }

    private CookieCsrfTokenRepository of(HttpServletRequest request) {
        return request.isSecure() ? hostBound : plain;
    }
}
