package dev.baton.message;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response as it is sent, and kept under the caller's key to be given again byte for byte. */
public record Response(int status, Map<String, String> headers, byte[] body) {

    static final String TYPE = "Content-Type";
    static final String EVENT_STREAM = "text/event-stream;charset=UTF-8";

    public Response {
        headers = Map.copyOf(headers);
    }

    public static Response json(int status, byte[] body) {
        return new Response(status, Map.of(TYPE, "application/json"), body);
    }

    public Response with(Map<String, String> more) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Response(status, all, body);
    }

    Response with(byte[] otherBody) {
        return new Response(status, headers, otherBody);
    }

    String contentType() {
        return headers.getOrDefault(TYPE, "application/octet-stream");
    }

    void sendTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
