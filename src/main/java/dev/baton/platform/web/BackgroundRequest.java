package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletRequest;

/** What a page asks by itself, with nobody there: no use of a session, and no reader of messages. */
public final class BackgroundRequest {

    /** A header of these requests. */
    public static final String HEADER = "Baton-Background";

    private BackgroundRequest() {}

    public static boolean is(HttpServletRequest request) {
        return request.getHeader(HEADER) != null;
    }
}
