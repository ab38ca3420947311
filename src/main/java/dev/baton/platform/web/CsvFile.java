package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Times are ISO 8601, numbers have a dot, several words in a cell are separated by spaces. */
record CsvFile(Csv csv) implements ExportFile {

    static CsvFile begin(
            String name,
            List<String> columns,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return new CsvFile(Csv.download(request, response, name).line(columns));
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        csv.line(values.stream().map(CsvFile::text).toList());
    }

    @Override
    public void end() throws IOException {
        csv.end();
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Collection<?> several ->
                    several.stream().map(String::valueOf).collect(Collectors.joining(" "));
            default -> value.toString();
        };
    }
}
