package dev.baton.platform.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A whole answer.
 *
 * @param truncated whether the body was longer and was cut as the limits ask
 * @param latency from the call to the last byte read
 */
public record OutgoingResponse(
        int status, ResponseHeaders headers, byte[] body, boolean truncated, Duration latency) {

    /** The body read as UTF-8; what is malformed or cut becomes the replacement character. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "HTTP %d, %d bytes".formatted(status, body.length);
    }
}
