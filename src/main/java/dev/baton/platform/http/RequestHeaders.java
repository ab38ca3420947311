package dev.baton.platform.http;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers a caller may set. Framing, routing and encoding belong to the client alone: a
 * header of a tenant must not be able to smuggle a second request or to reach another virtual host.
 */
public final class RequestHeaders {

    private static final Set<String> OURS =
            Set.of(
                    "accept-encoding",
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "http2-settings",
                    "keep-alive",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");
    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    private RequestHeaders() {}

    /** Whether the name is a token that is not the client's own. */
    public static boolean isAllowedName(String name) {
        if (name.isEmpty()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isToken(name.charAt(i))) {
                return false;
            }
        }
        return !OURS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether the value is visible ASCII, spaces and tabs: no line breaks, no other scripts. */
    public static boolean isAllowedValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c > '~') {
                return false;
            }
        }
        return true;
    }

    static void check(Map<String, String> headers) {
        headers.forEach(
                (name, value) -> {
                    if (!isAllowedName(name)) {
                        throw new IllegalArgumentException("header name not allowed: " + name);
                    }
                    if (!isAllowedValue(value)) {
                        throw new IllegalArgumentException("value not allowed in header " + name);
                    }
                });
    }

    private static boolean isToken(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_SYMBOLS.indexOf(c) >= 0;
    }
}
