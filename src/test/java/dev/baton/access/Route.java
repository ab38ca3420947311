package dev.baton.access;

import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One address of the application and what answers there.
 *
 * @param accept what the caller must say it wants, when the route is one of several at its address
 */
record Route(HttpMethod method, String pattern, String accept, HandlerMethod handler) {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?(\\w+)(:[^{}]*(\\{[^}]*})?[^{}]*)?}");

    boolean isApi() {
        return pattern.startsWith("/api/") || pattern.startsWith("/v1/");
    }

    boolean isOurs() {
        return handler.getBeanType().getName().startsWith("dev.baton.");
    }

    List<String> variables() {
        return VARIABLE.matcher(pattern).results().map(found -> found.group(1)).toList();
    }

    /** The address with a value for each variable. */
    String path(UnaryOperator<String> values) {
        return VARIABLE.matcher(pattern).replaceAll(found -> values.apply(found.group(1)));
    }

    Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept", accept);
        return headers;
    }

    @Override
    public String toString() {
        return method + " " + pattern;
    }
}
