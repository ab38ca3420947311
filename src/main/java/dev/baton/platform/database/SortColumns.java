package dev.baton.platform.database;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a list can be sorted by, as its address says it: {@code name}, or {@code -name} for the
 * other way round. Rows that are equal follow their ids.
 */
public final class SortColumns {

    /**
     * @param type that a cursor's text is read as; empty for text
     */
    record Column(String sql, String type) {}

    private final String id;
    private final String usual;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    /**
     * @param id SQL of the rows' id
     * @param usual how the list is sorted when its address does not say, or nothing that we know
     */
    public SortColumns(String id, String usual) {
        this.id = id;
        this.usual = usual;
    }

    /** By id alone, which is by age. */
    public SortColumns age(String key) {
        columns.put(key, new Column("", ""));
        return this;
    }

    public SortColumns text(String key, String sql) {
        columns.put(key, new Column(sql, ""));
        return this;
    }

    /** A {@code DATETIME(6)}; rows without one are as old as time. */
    public SortColumns time(String key, String sql) {
        columns.put(
                key,
                new Column(
                        "COALESCE(%s, TIMESTAMP'1970-01-01 00:00:00')".formatted(sql),
                        "DATETIME(6)"));
        return this;
    }

    /**
     * @param sort as in the address
     * @param after cursor of the page before, null for the first
     */
    public SortedRows rows(@Nullable String sort, @Nullable String after) {
        var known = sort != null && columns.containsKey(key(sort)) ? sort : usual;
        var column = columns.get(key(known));
        if (column == null) {
            throw new IllegalStateException("The list is usually sorted by " + usual);
        }
        return new SortedRows(id, column, known.startsWith("-"), SortedRows.Place.of(after));
    }

    private static String key(String sort) {
        return sort.startsWith("-") ? sort.substring(1) : sort;
    }
}
