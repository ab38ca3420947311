package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;

import java.net.URI;
import java.util.Optional;

/** The page of ours on which a form or a link stood, as its browser says. */
final class PageBefore {

    private PageBefore() {}

    /** Its path and query; empty when it was none of ours. */
    static Optional<String> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.REFERER))
                .flatMap(PageBefore::parsed)
                .filter(uri -> request.getServerName().equals(uri.getHost()))
                .filter(uri -> uri.getRawPath().startsWith("/"))
                .map(
                        uri ->
                                uri.getRawQuery() == null
                                        ? uri.getRawPath()
                                        : uri.getRawPath() + "?" + uri.getRawQuery());
    }

    private static Optional<URI> parsed(String referer) {
        try {
            return Optional.of(URI.create(referer));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
