package dev.baton.platform.http;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * What to send. Built once, it may be sent many times; the body is not copied and must not change.
 *
 * @param method upper case; anything but {@code CONNECT} and {@code TRACE}
 * @param headers as {@link RequestHeaders} allows, else the constructor throws
 * @param body empty for none
 */
public record OutgoingRequest(
        String method, URI url, Map<String, String> headers, byte[] body, OutgoingLimits limits) {

    private static final byte[] NO_BODY = new byte[0];

    public OutgoingRequest {
        if (method.isEmpty()
                || !method.chars().allMatch(c -> c >= 'A' && c <= 'Z')
                || method.equals("CONNECT")
                || method.equals("TRACE")) {
            throw new IllegalArgumentException("method not allowed: " + method);
        }
        headers = Map.copyOf(headers);
        RequestHeaders.check(headers);
    }

    public static OutgoingRequest get(URI url) {
        return new OutgoingRequest("GET", url, Map.of(), NO_BODY, OutgoingLimits.DEFAULT);
    }

    public static OutgoingRequest post(URI url, String contentType, byte[] body) {
        return new OutgoingRequest(
                "POST", url, Map.of("Content-Type", contentType), body, OutgoingLimits.DEFAULT);
    }

    /** With one header more; it replaces one that is spelled alike. */
    public OutgoingRequest with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new OutgoingRequest(method, url, more, body, limits);
    }

    public OutgoingRequest within(OutgoingLimits other) {
        return new OutgoingRequest(method, url, headers, body, other);
    }

    /** Method and host only: the rest may be secret. */
    @Override
    public String toString() {
        return method + " " + url.getScheme() + "://" + url.getHost();
    }
}
