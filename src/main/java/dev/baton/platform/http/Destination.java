package dev.baton.platform.http;

import dev.baton.platform.http.OutgoingFailure.Kind;

import org.jspecify.annotations.Nullable;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL taken apart by our own rules, so that what is checked is what is connected to: {@code http}
 * or {@code https}, no user, port 80, 443 or from 1024 up (the rest belongs to mail, shells and
 * other services that an HTTP request must not poke at).
 *
 * @param target path and query as they go into the request line
 */
record Destination(Origin origin, String target) {

    private static final Pattern AUTHORITY =
            Pattern.compile("(?<host>\\[[^\\[\\]]*]|[^:\\[\\]]*)(?::(?<port>[0-9]{0,5}))?");
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

    static Destination of(URI url) throws OutgoingFailure {
        boolean secure = isSecure(url);
        String authority = url.getRawAuthority();
        if (authority == null) {
            throw refused(RefusalReason.HOST, "The URL names no host");
        }
        if (authority.indexOf('@') >= 0) {
            throw refused(RefusalReason.USER_INFO, "The URL carries a user name");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw refused(RefusalReason.HOST, "The URL's host is not valid");
        }
        return new Destination(
                origin(secure, parts.group("host"), port(secure, parts.group("port"))),
                target(url));
    }

    private static boolean isSecure(URI url) throws OutgoingFailure {
        if ("https".equalsIgnoreCase(url.getScheme())) {
            return true;
        }
        if ("http".equalsIgnoreCase(url.getScheme())) {
            return false;
        }
        throw refused(RefusalReason.SCHEME, "The URL is not an absolute http or https URL");
    }

    private static int port(boolean secure, @Nullable String text) throws OutgoingFailure {
        if (text == null || text.isEmpty()) {
            return secure ? 443 : 80;
        }
        int port = Integer.parseInt(text);
        if (port != 80 && port != 443 && (port < 1024 || port > 65_535)) {
            throw refused(RefusalReason.PORT, "The URL's port is not allowed: " + port);
        }
        return port;
    }

    private static Origin origin(boolean secure, String written, int port) throws OutgoingFailure {
        if (written.startsWith("[")) {
            InetAddress address = ipv6(written.substring(1, written.length() - 1));
            return new Origin(secure, '[' + address.getHostAddress() + ']', port, address);
        }
        String host = name(written);
        if (!IpLiteral.looksNumeric(host)) {
            return new Origin(secure, host, port, null);
        }
        InetAddress address = IpLiteral.ipv4(host);
        if (address == null) {
            throw refused(RefusalReason.HOST, "The URL's host is not valid");
        }
        return new Origin(secure, address.getHostAddress(), port, address);
    }

    private static InetAddress ipv6(String text) throws OutgoingFailure {
        if (text.indexOf('%') >= 0) {
            throw OutgoingFailure.refused(
                    Kind.REFUSED_ADDRESS,
                    RefusalReason.LINK_LOCAL,
                    "An address with a zone lies on a local link");
        }
        InetAddress address = IpLiteral.ipv6(text);
        if (address == null) {
            throw refused(RefusalReason.HOST, "The URL's host is not valid");
        }
        return address;
    }

    /** Lower case and ASCII, without the dot of the root: TLS knows no name that ends in one. */
    private static String name(String written) throws OutgoingFailure {
        String host = written;
        if (!isAscii(host)) {
            try {
                host = IDN.toASCII(host);
            } catch (IllegalArgumentException e) {
                throw refused(RefusalReason.HOST, "The URL's host is not valid");
            }
        }
        host = host.toLowerCase(Locale.ROOT);
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        if (!NAME.matcher(host).matches()) {
            throw refused(RefusalReason.HOST, "The URL's host is not valid");
        }
        return host;
    }

    private static String target(URI url) {
        String path = url.getRawPath();
        String query = url.getRawQuery();
        String target = path == null || path.isEmpty() ? "/" : path;
        if (query != null) {
            target = target + '?' + query;
        }
        return isAscii(target) ? target : escaped(target);
    }

    private static String escaped(String text) {
        var ascii = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0) {
                ascii.append((char) b);
            } else {
                ascii.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return ascii.toString();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static OutgoingFailure refused(RefusalReason reason, String message) {
        return OutgoingFailure.refused(Kind.INVALID_URL, reason, message);
    }
}
