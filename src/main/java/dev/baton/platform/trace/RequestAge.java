package dev.baton.platform.trace;

import jakarta.servlet.ServletRequest;
import java.time.Duration;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * For how long a request has been Baton's to answer: since it arrived, without the time that its
 * caller took to send the body.
 */
public final class RequestAge {

    private static final String SINCE = RequestAge.class.getName();

    private RequestAge() {}

    static void begin(ServletRequest request, long nanos) {
        request.setAttribute(SINCE, nanos);
    }

    /** The caller took so long itself. */
    public static void leaveOut(ServletRequest request, long nanos) {
        if (request.getAttribute(SINCE) instanceof Long since) {
            request.setAttribute(SINCE, since + nanos);
        }
    }

    /** Of the request that this thread answers; zero where it answers none. */
    public static Duration now() {
        var request = RequestContextHolder.getRequestAttributes();
        return request != null
                        && request.getAttribute(SINCE, RequestAttributes.SCOPE_REQUEST)
                                instanceof Long since
                ? Duration.ofNanos(System.nanoTime() - since)
                : Duration.ZERO;
    }
}
