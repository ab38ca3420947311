package dev.baton.console.health;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** {@code SERVICE_TOKEN}: what monitoring and operators' scripts show instead of signing in. */
@Component
class ServiceToken {

    private static final String BEARER = "Bearer ";

    private final byte[] token;

    ServiceToken(@Value("${baton.service-token:}") String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the request brings it as a bearer token; never when none is set. */
    boolean isIn(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        return token.length > 0
                && header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8), token);
    }
}
