package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

import java.nio.charset.StandardCharsets;

/**
 * The address of the list on screen, for links that change one thing about it: {@code #address} in
 * templates. Everything a list shows is in its address, so a link or the back button restores it.
 */
@Component
public class PageAddress {

    private static final String CURSOR = "after";
    private static final String SORT = "sort";

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

    /**
     * A sortable column.
     *
     * @param direction for {@code aria-sort}; null while the list is sorted by another column
     */
    public record Sort(@Nullable String direction, String icon, String href) {}
}
