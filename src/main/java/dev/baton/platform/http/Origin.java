package dev.baton.platform.http;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;

/**
 * Where a connection leads, and so what it may be reused for.
 *
 * @param host lower case; an address in its usual notation, IPv6 in brackets
 * @param literal the address, when the host is one
 */
record Origin(boolean secure, String host, int port, @Nullable InetAddress literal) {

    /** What the Host header says. */
    String authority() {
        return port == (secure ? 443 : 80) ? host : host + ':' + port;
    }

    @Override
    public String toString() {
        return host + ':' + port;
    }
}
