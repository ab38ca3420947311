package dev.baton.platform.body;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

import java.io.IOException;

/** How many bytes a request may send, for whoever tells its sender that they were too many. */
public final class BodyLimit {

    private static final String ATTRIBUTE = BodyLimit.class.getName();

    private BodyLimit() {}

    static void set(HttpServletRequest request, long bytes) {
        request.setAttribute(ATTRIBUTE, DataSize.ofBytes(bytes));
    }

    /** Null where there is none. */
    public static @Nullable DataSize of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof DataSize size ? size : null;
    }

    /** Answers with the page that names the limit; nothing of the body is read. */
    public static void refuse(
            HttpServletRequest request, HttpServletResponse response, long mostBytes)
            throws IOException {
        set(request, mostBytes);
        response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
    }
}
