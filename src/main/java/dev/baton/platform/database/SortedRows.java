package dev.baton.platform.database;

import dev.baton.platform.Ids;
import dev.baton.platform.Page;
import dev.baton.platform.TextCursor;
import dev.baton.platform.problem.BadInput;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.UUID;

/** A page of a list in one of its orders, as the parts of a statement. */
public final class SortedRows {

    private final String id;
    private final SortColumns.Column column;
    private final boolean descending;
    private final @Nullable Place after;

    SortedRows(String id, SortColumns.Column column, boolean descending, @Nullable Place after) {
        this.id = id;
        this.column = column;
        this.descending = descending;
        this.after = after;
    }

    /**
     * Where a list goes on.
     *
     * @param value of the column it is sorted by; empty when it is sorted by id
     */
    record Place(UUID id, String value) {

        static @Nullable Place of(@Nullable String cursor) {
            if (cursor == null || cursor.isEmpty()) {
                return null;
            }
            var end = cursor.indexOf('.');
            try {
                return end < 0
                        ? new Place(UUID.fromString(cursor), "")
                        : new Place(
                                UUID.fromString(cursor.substring(0, end)),
                                TextCursor.text(cursor.substring(end + 1)));
            } catch (IllegalArgumentException notOurs) {
                throw new BadInput("cursor_invalid", "The cursor is not one of ours.");
            }
        }

        String cursor() {
            return value.isEmpty() ? id.toString() : id + "." + TextCursor.of(value);
        }
    }

    private record Placed<T>(T row, Place place) {}

    /** What is selected besides the row's own columns. */
    public String selected() {
        var value = column.sql().isEmpty() ? "''" : "CAST(%s AS CHAR)".formatted(column.sql());
        return ", %s AS sort_value, %s AS sort_id ".formatted(value, id);
    }

    /** The end of the statement, after a condition. */
    public String page() {
        return (after == null ? "" : " AND " + continued()) + order() + " LIMIT :limit";
    }

    /** Reads the page; the statement has its own parameters already. */
    public <T> Page<T> read(JdbcClient.StatementSpec statement, int limit, RowMapper<T> mapper) {
        var page = statement.param("limit", limit + 1);
        if (after != null) {
            page = page.param("sortId", Ids.bytes(after.id()));
            page = column.sql().isEmpty() ? page : page.param("sortValue", after.value());
        }
        var rows =
                page.query(
                                (row, number) ->
                                        new Placed<>(
                                                mapper.mapRow(row, number),
                                                new Place(
                                                        Ids.fromBytes(row.getBytes("sort_id")),
                                                        row.getString("sort_value"))))
                        .list();
        return Page.of(rows, limit, placed -> placed.place().cursor()).map(Placed::row);
    }

    private String continued() {
        var beyond = descending ? "<" : ">";
        if (column.sql().isEmpty()) {
            return "%s %s :sortId".formatted(id, beyond);
        }
        var value =
                column.type().isEmpty()
                        ? ":sortValue"
                        : "CAST(:sortValue AS %s)".formatted(column.type());
        return "(%1$s %2$s %3$s OR (%1$s = %3$s AND %4$s %2$s :sortId))"
                .formatted(column.sql(), beyond, value, id);
    }

    private String order() {
        var direction = descending ? " DESC" : "";
        return column.sql().isEmpty()
                ? " ORDER BY %s%s".formatted(id, direction)
                : " ORDER BY %s%s, %s%s".formatted(column.sql(), direction, id, direction);
    }
}
