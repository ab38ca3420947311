package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An array with an object a row, each on a line of its own. Counts are numbers; amounts of money are
 * texts, as in the API, so that no reader rounds them. A list that breaks off is no valid JSON.
 */
final class JsonFile implements ExportFile {

    private static final JsonMapper JSON = new JsonMapper();

    private final Writer out;
    private final List<String> columns;
    private String before = "[\n";

    private JsonFile(Writer out, List<String> columns) {
        this.out = out;
        this.columns = columns;
    }

    static JsonFile begin(String name, List<String> columns, HttpServletResponse response)
            throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        return new JsonFile(response.getWriter(), columns);
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (var at = 0; at < columns.size(); at++) {
            row.put(columns.get(at), plain(values.get(at)));
        }
        try {
            out.write(before);
            out.write(JSON.writeValueAsString(row));
            before = ",\n";
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    @Override
    public void end() throws IOException {
        out.write(before.equals(",\n") ? "\n]\n" : "[]\n");
        out.flush();
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> number;
            case Boolean yes -> yes;
            case Collection<?> several -> several.stream().map(String::valueOf).toList();
            default -> value.toString();
        };
    }
}
