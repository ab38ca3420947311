package dev.baton.platform.http;

import org.apache.hc.core5.http.Header;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The headers of a response, in the order they came; names are compared without case. */
public final class ResponseHeaders {

    private final Header[] headers;

    ResponseHeaders(Header[] headers) {
        this.headers = headers;
    }

    /** The first value of that name, trimmed. */
    public Optional<String> first(String name) {
        return all(name).findFirst();
    }

    /** Every value of that name, in order. */
    public Stream<String> all(String name) {
        return Stream.of(headers)
                .filter(it -> it.getName().equalsIgnoreCase(name))
                .map(ResponseHeaders::valueOf);
    }

    /** All headers by lower-case name. */
    public Map<String, List<String>> byName() {
        var byName = new LinkedHashMap<String, List<String>>();
        for (Header header : headers) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            byName.computeIfAbsent(name, it -> all(it).toList());
        }
        return byName;
    }

    /** The media type without parameters, lower case: {@code text/event-stream}; empty if none. */
    public String mediaType() {
        String type = first("Content-Type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Names only: values may be secret. */
    @Override
    public String toString() {
        return Stream.of(headers).map(Header::getName).toList().toString();
    }

    private static String valueOf(Header header) {
        String value = header.getValue();
        return value == null ? "" : value;
    }
}
