package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The address of the list on screen, for links that change one thing about it: {@code #address} in
 * templates. Everything a list shows is in its address, so a link or the back button restores it.
 */
@Component
public class PageAddress {

    private static final String CURSOR = "after";
    private static final String SORT = "sort";
    private static final String CURL = "curl -H \"Authorization: Bearer $BATON_API_KEY\"";

    private final HttpServletRequest request;

    PageAddress(HttpServletRequest request) {
        this.request = request;
    }

    public @Nullable String parameter(String name) {
        return request.getParameter(name);
    }

    public boolean has(String name) {
        var value = parameter(name);
        return value != null && !value.isEmpty();
    }

    /** This list with the parameter set; any other than the cursor starts from the first page. */
    public String with(String name, String value) {
        return restarted(name)
                .queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8))
                .build()
                .toUriString();
    }

    /** This list without the parameter, from its first page. */
    public String without(String name) {
        return restarted(name).build().toUriString();
    }

    /** The columns of this list by the message keys of their heads, and which of them are shown. */
    public ListColumns columns(String... messageKeys) {
        return ListColumns.of(List.of(messageKeys), request);
    }

    /** The parameters of this list but some, and the cursor; for forms that change just those. */
    public List<Parameter> others(String... changed) {
        var names = Set.of(changed);
        return request.getParameterMap().entrySet().stream()
                .filter(it -> !it.getKey().equals(CURSOR) && !names.contains(it.getKey()))
                .flatMap(
                        it ->
                                Arrays.stream(it.getValue())
                                        .map(of -> new Parameter(it.getKey(), of)))
                .filter(it -> !it.value().isEmpty())
                .toList();
    }

    /** Where this list is, without what narrows it. */
    public String path() {
        return request.getRequestURI();
    }

    /** What narrows and sorts this list, from its first page. */
    public String query() {
        var query =
                UriComponentsBuilder.fromPath("/")
                        .query(request.getQueryString())
                        .replaceQueryParam(CURSOR)
                        .build()
                        .getQuery();
        return query == null ? "" : query;
    }

    /**
     * A call of the API that asks for this list.
     *
     * @param parameters those that the API knows too: {@code kind}; {@code q=search} where it has
     *     another name there; {@code from:…} for one with a value of its own
     */
    public String curl(String path, String... parameters) {
        var call = ServletUriComponentsBuilder.fromContextPath(request).path(path);
        for (var parameter : parameters) {
            var fixed = parameter.split(":", 2);
            var names = parameter.split("=");
            var value = fixed.length == 2 ? fixed[1] : request.getParameter(names[0]);
            if (value != null && !value.isBlank()) {
                call.queryParam(
                        fixed.length == 2 ? fixed[0] : names[names.length - 1],
                        UriUtils.encode(value, StandardCharsets.UTF_8));
            }
        }
        return "%s \\\n  '%s'".formatted(CURL, call.build().toUriString().replace("'", "%27"));
    }

    /** A call of the API that sends something. */
    public String curlTo(ApiCall call) {
        var address = ServletUriComponentsBuilder.fromContextPath(request).path(call.path());
        return "%s \\\n  -X %s -H \"Content-Type: application/json\" \\\n  -d '%s' \\\n  '%s'"
                .formatted(
                        CURL,
                        call.method(),
                        call.body().replace("'", "'\\''"),
                        address.build().toUriString());
    }

    /** The whole address of a page, to be sent to somebody. */
    public String link(String path) {
        return ServletUriComponentsBuilder.fromContextPath(request)
                .path(path)
                .build()
                .toUriString();
    }

    /** The whole of this list, filtered and sorted like this, at another address. */
    public String at(String path) {
        return UriComponentsBuilder.fromPath(path)
                .query(request.getQueryString())
                .replaceQueryParam(CURSOR)
                .build()
                .toUriString();
    }

    /** How the list is sorted by this column, and the address that sorts it the other way. */
    public Sort sort(String key) {
        var now = parameter(SORT);
        if (key.equals(now)) {
            return new Sort("ascending", "chevron-up", with(SORT, "-" + key));
        }
        return ("-" + key).equals(now)
                ? new Sort("descending", "chevron-down", with(SORT, key))
                : new Sort(null, "selector", with(SORT, key));
    }

    private UriComponentsBuilder restarted(String name) {
        return UriComponentsBuilder.fromPath(request.getRequestURI())
                .query(request.getQueryString())
                .replaceQueryParam(CURSOR)
                .replaceQueryParam(name);
    }

    /** One value of a parameter. */
    public record Parameter(String name, String value) {}

    /**
     * A sortable column.
     *
     * @param direction for {@code aria-sort}; null while the list is sorted by another column
     */
    public record Sort(@Nullable String direction, String icon, String href) {}
}
