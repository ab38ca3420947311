package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What htmx asks for and understands, where no controller is at hand. */
public final class Htmx {

    private Htmx() {}

    /** Whether the answer would be put into a page that stays. */
    public static boolean asks(HttpServletRequest request) {
        return "true".equals(request.getHeader("HX-Request"));
    }

    /** Leads the whole page elsewhere, whatever was to be swapped. */
    public static void redirect(HttpServletResponse response, int status, String path) {
        response.setStatus(status);
        response.setHeader("HX-Redirect", path);
    }

    /** Loads the whole page again. */
    public static void refresh(HttpServletResponse response, int status) {
        response.setStatus(status);
        response.setHeader("HX-Refresh", "true");
    }
}
