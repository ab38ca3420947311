package dev.baton.platform.http;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;

import java.util.Map;

/** Writes a request down as it goes over the wire. */
final class RequestLine {

    /** What is compressed cannot be bounded before it is unpacked, so nothing is. */
    private static final Header UNCOMPRESSED = new BasicHeader("Accept-Encoding", "identity");

    private static final Header USER_AGENT = new BasicHeader("User-Agent", "Baton");

    private RequestLine() {}

    static ClassicHttpRequest of(OutgoingRequest request, Destination to) {
        var head = new BasicClassicHttpRequest(request.method(), to.target());
        head.addHeader(new BasicHeader("Host", to.origin().authority()));
        head.addHeader(UNCOMPRESSED);
        boolean named = false;
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            named |= header.getKey().equalsIgnoreCase("User-Agent");
            head.addHeader(new BasicHeader(header.getKey(), header.getValue()));
        }
        if (!named) {
            head.addHeader(USER_AGENT);
        }
        if (request.body().length > 0 || expectsBody(request.method())) {
            head.addHeader(
                    new BasicHeader("Content-Length", Integer.toString(request.body().length)));
            head.setEntity(new ByteArrayEntity(request.body(), null));
        }
        return head;
    }

    private static boolean expectsBody(String method) {
        return switch (method) {
            case "POST", "PUT", "PATCH" -> true;
            default -> false;
        };
    }
}
