package dev.baton.platform.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import java.util.List;
import java.util.Locale;

/** What a request of the API expects of an error: our form or OpenAI's, in which language. */
final class ApiRequest {

    private static final List<Locale> SPOKEN =
            List.of(Locale.ENGLISH, Locale.of("th"), Locale.of("es"));

    private ApiRequest() {}

    static boolean isApi(HttpServletRequest request) {
        var path = path(request);
        return isOpenAi(request)
                || isUnder(path, "/api")
                || isUnder(path, "/hooks")
                || isUnder(path, "/.well-known");
    }

    /** The paths that keep OpenAI's shapes. */
    static boolean isOpenAi(HttpServletRequest request) {
        return isUnder(path(request), "/v1");
    }

    /** The path first asked for, also while an error is handled. */
    static String path(HttpServletRequest request) {
        var failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return failed instanceof String uri ? uri : request.getRequestURI();
    }

    static Locale language(HttpServletRequest request) {
        var header = request.getHeader("Accept-Language");
        if (header == null) {
            return Locale.ENGLISH;
        }
        try {
            var found = Locale.lookup(Locale.LanguageRange.parse(header), SPOKEN);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException malformed) {
            return Locale.ENGLISH;
        }
    }

    private static boolean isUnder(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
