package dev.baton.identity.web;

import dev.baton.platform.web.Htmx;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.UriUtils;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The page to come back to after signing in: always one of ours. */
record ReturnPath(String value) {

    static final ReturnPath HOME = new ReturnPath("/");
    private static final int MAX_LENGTH = 1_000;

    /** The path and query of an address, or home if it is not a page of this site. */
    static ReturnPath of(@Nullable String text) {
        if (text == null
                || text.length() > MAX_LENGTH
                || !text.startsWith("/")
                || text.startsWith("//")
                || text.contains("\\")) {
            return HOME;
        }
        try {
            var uri = new URI(text);
            var own = uri.getRawAuthority() == null && !uri.isAbsolute();
            return own && !isDoor(uri.getPath()) ? new ReturnPath(text) : HOME;
        } catch (URISyntaxException e) {
            return HOME;
        }
    }

    /**
     * The page a request was made for, or from: a form sent after the session ended leads back to
     * the page it stands on.
     */
    static ReturnPath from(HttpServletRequest request) {
        if (Htmx.asks(request)) {
            return ofAddress(request.getHeader("HX-Current-URL"));
        }
        if (!"GET".equals(request.getMethod())) {
            return ofAddress(request.getHeader(HttpHeaders.REFERER));
        }
        var query = request.getQueryString();
        return of(request.getRequestURI() + (query == null ? "" : "?" + query));
    }

    private static ReturnPath ofAddress(@Nullable String address) {
        return Optional.ofNullable(address)
                .map(ReturnPath::localPart)
                .map(ReturnPath::of)
                .orElse(HOME);
    }

    private static @Nullable String localPart(String address) {
        try {
            var uri = new URI(address);
            return uri.getRawQuery() == null
                    ? uri.getRawPath()
                    : uri.getRawPath() + "?" + uri.getRawQuery();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isDoor(@Nullable String path) {
        return path == null || path.equals("/login") || path.equals("/logout");
    }

    /** As a query parameter's value. */
    String encoded() {
        return UriUtils.encode(value, StandardCharsets.UTF_8);
    }
}
