package dev.baton.identity.web;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * Addresses of ours to give to other people: as this site was reached by the one who gives them.
 */
final class OwnAddress {

    private OwnAddress() {}

    static String of(HttpServletRequest request, String path) {
        var port = request.getServerPort();
        var usual = port == (request.isSecure() ? 443 : 80);
        return UriComponentsBuilder.newInstance()
                .scheme(request.getScheme())
                .host(request.getServerName())
                .port(usual ? -1 : port)
                .path(path)
                .build()
                .toUriString();
    }
}
