package dev.baton.model;

import dev.baton.platform.http.OutgoingHttp;
import dev.baton.platform.http.RefusalReason;
import dev.baton.platform.http.RequestHeaders;

import org.springframework.stereotype.Component;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a connection's settings must be like. Looks the host up, so it runs outside transactions.
 */
@Component
class ConnectionRules {

    static final int LONGEST_NAME = 80;

    private static final int LONGEST_URL = 500;
    private static final int LONGEST_SECRET = 4_000;
    private static final int MOST_HEADERS = 16;

    /** Set for every call; a header of the connection must not fight with them. */
    private static final Set<String> OURS =
            Set.of(
                    "accept",
                    "authorization",
                    "content-type",
                    "idempotency-key",
                    "traceparent",
                    "tracestate",
                    "user-agent",
                    "x-api-key",
                    "anthropic-version");

    private final OutgoingHttp http;

    ConnectionRules(OutgoingHttp http) {
        this.http = http;
    }

    /** The settings in their normal form: trimmed, without a slash at the end. */
    ConnectionSettings checked(ConnectionSettings given, ConnectionSecrets secrets) {
        var name = given.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new InvalidConnection("name", "length", "1 to " + LONGEST_NAME + " characters.");
        }
        check(given.timeouts());
        check(secrets);
        var baseUrl = given.provider().isRemote() ? checkedUrl(given.baseUrl().strip()) : "";
        return new ConnectionSettings(given.provider(), name, baseUrl, given.timeouts());
    }

    private String checkedUrl(String text) {
        var url = text.replaceAll("/+$", "");
        try {
            var uri = new URI(url);
            if (url.length() > LONGEST_URL
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                throw new InvalidConnection(
                        "base_url", "not_a_base", "An address without query and fragment.");
            }
            http.refusal(uri).ifPresent(ConnectionRules::refuse);
            return url;
        } catch (URISyntaxException e) {
            throw new InvalidConnection("base_url", "scheme", "An http or https address.");
        }
    }

    private static void refuse(RefusalReason reason) {
        throw new InvalidConnection(
                "base_url",
                reason.code(),
                "This address cannot be reached: %s.".formatted(reason.code()));
    }

    private static void check(Timeouts timeouts) {
        check(
                "connect_timeout_seconds",
                timeouts.connect(), Duration.ofMillis(100), Duration.ofMinutes(1));
        check(
                "first_byte_timeout_seconds",
                timeouts.firstByte(),
                Duration.ofMillis(100),
                Duration.ofMinutes(30));
        check(
                "idle_timeout_seconds",
                timeouts.idle(), Duration.ofMillis(100), Duration.ofMinutes(30));
        check(
                "total_timeout_seconds",
                timeouts.total(), Duration.ofMillis(100), Duration.ofHours(2));
    }

    private static void check(String field, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidConnection(
                    field,
                    "out_of_range",
                    "%s to %s seconds.".formatted(seconds(least), seconds(most)));
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1_000 == 0
                ? Long.toString(duration.toSeconds())
                : Double.toString(duration.toMillis() / 1_000.0);
    }

    private static void check(ConnectionSecrets secrets) {
        var key = secrets.key();
        if (key != null && (key.length() > LONGEST_SECRET || !RequestHeaders.isAllowedValue(key))) {
            throw new InvalidConnection(
                    "api_key", "not_a_key", "Visible ASCII characters, at most " + LONGEST_SECRET);
        }
        if (secrets.headers() != null) {
            check(secrets.headers());
        }
    }

    private static void check(Map<String, String> headers) {
        if (headers.size() > MOST_HEADERS) {
            throw new InvalidConnection("headers", "too_many", "At most " + MOST_HEADERS + ".");
        }
        headers.forEach(
                (name, value) -> {
                    if (!RequestHeaders.isAllowedName(name)
                            || OURS.contains(name.toLowerCase(Locale.ROOT))
                            || value.length() > LONGEST_SECRET
                            || !RequestHeaders.isAllowedValue(value)) {
                        throw new InvalidConnection(
                                "headers", "not_allowed", "This header cannot be set.");
                    }
                });
    }
}
