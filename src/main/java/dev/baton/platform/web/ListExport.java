package dev.baton.platform.web;

import dev.baton.platform.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list as a file, CSV or JSON as the end of its address says: what its columns are called and what
 * they say of a row. Columns of the screen that the address leaves out are left out of the file too.
 */
public final class ListExport<T> {

    /** Rows that are read at a time: an export's memory does not grow with the list. */
    public static final int PAGE = 500;

    /** @param screen the column of the screen that says this; null for what no screen shows */
    private record Column<T>(
            String name, @Nullable String screen, Function<T, ? extends @Nullable Object> value) {}

    private final List<Column<T>> columns = new ArrayList<>();

    /** A column that is always there, such as an id. */
    public ListExport<T> column(String name, Function<T, ? extends @Nullable Object> value) {
        columns.add(new Column<>(name, null, value));
        return this;
    }

    /**
     * What one of the screen's columns says.
     *
     * @param screen key of that column, see {@link ListColumns}
     */
    public ListExport<T> column(
            String name, String screen, Function<T, ? extends @Nullable Object> value) {
        columns.add(new Column<>(name, screen, value));
        return this;
    }

    /**
     * Answers with the whole list. The first page is read before anything is sent, so that a refusal
     * is still one; between two pages nobody holds a connection.
     *
     * @param pages gives the page after a cursor, null for the first
     */
    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            Function<@Nullable String, Page<T>> pages)
            throws IOException {
        var page = pages.apply(null);
        var rows = begin(request, response);
        page.data().forEach(rows::add);
        while (page.nextCursor() != null) {
            page = pages.apply(page.nextCursor());
            page.data().forEach(rows::add);
        }
        rows.end();
    }

    /** Begins the answer; for lists that are read in a way of their own. */
    public Rows<T> begin(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var asked = ListColumns.asked(request);
        var shown =
                columns.stream()
                        .filter(it -> it.screen() == null || asked.shows(it.screen()))
                        .toList();
        var names = shown.stream().map(Column::name).toList();
        return new Rows<>(shown, ExportFile.begin(names, request, response));
    }

    /** The file while it is written. */
    public static final class Rows<T> {

        private final List<Column<T>> columns;
        private final ExportFile file;

        private Rows(List<Column<T>> columns, ExportFile file) {
            this.columns = columns;
            this.file = file;
        }

        public void add(T row) {
            var values = new ArrayList<@Nullable Object>();
            columns.forEach(column -> values.add(column.value().apply(row)));
            file.row(values);
        }

        public void end() throws IOException {
            file.end();
        }
    }
}
