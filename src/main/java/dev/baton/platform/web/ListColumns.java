package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which columns of a list are shown, as its address says: {@code columns=name,status}, or each in a
 * parameter of its own as a form sends them. Without any all are shown; the first, which leads to the
 * row's page, always is.
 */
public final class ListColumns {

    /** Name of the parameter. */
    public static final String PARAMETER = "columns";

    private final List<Column> columns;

    private ListColumns(List<Column> columns) {
        this.columns = columns;
    }

    /**
     * A column.
     *
     * @param key its name in the address
     * @param messageKey of what its head says
     */
    public record Column(String key, String messageKey, boolean shown) {}

    /** @param messageKeys of all heads; a column's key is what follows the first dot */
    static ListColumns of(List<String> messageKeys, HttpServletRequest request) {
        var asked = asked(request);
        var first = messageKeys.getFirst();
        return new ListColumns(
                messageKeys.stream()
                        .map(it -> new Column(key(it), it, it.equals(first) || asked.shows(key(it))))
                        .toList());
    }

    static Asked asked(HttpServletRequest request) {
        var values = request.getParameterValues(PARAMETER);
        return new Asked(
                Stream.ofNullable(values)
                        .flatMap(Arrays::stream)
                        .flatMap(value -> Arrays.stream(value.split(",")))
                        .filter(key -> !key.isBlank())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** What an address asks for; nothing stands for everything. */
    record Asked(Set<String> keys) {

        boolean shows(String key) {
            return keys.isEmpty() || keys.contains(key);
        }
    }

    public List<Column> all() {
        return columns;
    }

    public boolean isNarrowed() {
        return columns.stream().anyMatch(column -> !column.shown());
    }

    /** What the address would say, for forms that keep it. */
    public String text() {
        return columns.stream()
                .filter(Column::shown)
                .map(Column::key)
                .collect(Collectors.joining(","));
    }

    /**
     * The classes of a table that hide the others.
     *
     * @param before how many cells stand before the first column, such as one to select the row
     */
    public String hiding(int before) {
        return IntStream.range(0, columns.size())
                .filter(at -> !columns.get(at).shown())
                .mapToObj(at -> "hides-" + (at + 1 + before))
                .collect(Collectors.joining(" "));
    }

    private static String key(String messageKey) {
        return messageKey.substring(messageKey.indexOf('.') + 1).replace('.', '-');
    }
}
