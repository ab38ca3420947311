package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list while it is downloaded, in one of its formats. */
sealed interface ExportFile permits CsvFile, JsonFile {

    void row(List<? extends @Nullable Object> values);

    /** Nothing is whole without it. */
    void end() throws IOException;

    /** The file that the address names: {@code /agents.csv} is {@code agents.csv}. */
    static ExportFile begin(
            List<String> columns, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var path = request.getRequestURI();
        var name = path.substring(path.lastIndexOf('/') + 1);
        return name.endsWith(".json")
                ? JsonFile.begin(name, columns, response)
                : CsvFile.begin(name, columns, request, response);
    }
}
