package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A downloaded CSV, read as RFC 4180 has it: its rows by the names of its columns. */
public record CsvFile(List<String> columns, List<Map<String, String>> rows) {

    /** The file in an answer, which must say that it is one. */
    public static CsvFile of(MvcTestResult answer) {
        assertThat(answer)
                .hasStatusOk()
                .hasContentType("text/csv;charset=UTF-8")
                .headers()
                .hasHeaderSatisfying(
                        "Content-Disposition",
                        values -> assertThat(values).singleElement().asString().endsWith(".csv\""));
        return of(ConsoleBrowser.body(answer));
    }

    static CsvFile of(String text) {
        assertThat(text).endsWith("\r\n");
        var lines = lines(text);
        var columns = lines.getFirst();
        var rows = new ArrayList<Map<String, String>>();
        for (var line : lines.subList(1, lines.size())) {
            assertThat(line).hasSameSizeAs(columns);
            var row = new LinkedHashMap<String, String>();
            for (var at = 0; at < columns.size(); at++) {
                row.put(columns.get(at), line.get(at));
            }
            rows.add(row);
        }
        return new CsvFile(columns, rows);
    }

    /** One column, from the first row to the last. */
    public List<String> column(String name) {
        assertThat(columns).contains(name);
        return rows.stream().map(row -> row.get(name)).toList();
    }

    private static List<List<String>> lines(String text) {
        var lines = new ArrayList<List<String>>();
        var line = new ArrayList<String>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.length(); at++) {
            var one = text.charAt(at);
            if (one == '"') {
                if (quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    cell.append(text.charAt(at++));
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && one == ',') {
                line.add(cell.toString());
                cell.setLength(0);
            } else if (!quoted && one == '\n') {
                line.add(cell.toString());
                cell.setLength(0);
                lines.add(List.copyOf(line));
                line.clear();
            } else if (quoted || one != '\r') {
                cell.append(one);
            }
        }
        return lines;
    }
}
