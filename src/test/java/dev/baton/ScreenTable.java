package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.util.HtmlUtils;

/**
 * The first list of a page as it is read: its rows, each with its cells by their labels and its
 * heading under the empty one. Amounts have all their digits and times are exact.
 */
public record ScreenTable(List<Map<String, String>> rows) {

    private static final Pattern BODY = Pattern.compile("<table class=\"table(?: hides-[^\"]*)?\".*?<tbody>(.*?)</tbody>", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("<tr\\b[^>]*>(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern CELL =
            Pattern.compile("<(t[dh])\\b([^>]*)>(.*?)</\\1>", Pattern.DOTALL);
    private static final Pattern PICK =
            Pattern.compile("<td class=\"pick\">.*?</td>", Pattern.DOTALL);
    private static final Pattern LABEL = Pattern.compile("data-label=\"([^\"]*)\"");
    private static final Pattern AMOUNT =
            Pattern.compile("<data\\b[^>]*\\bvalue=\"([^\"]*)\"[^>]*>.*?</data>", Pattern.DOTALL);
    private static final Pattern TIME =
            Pattern.compile("<time\\b[^>]*\\bdatetime=\"([^\"]*)\"[^>]*>.*?</time>", Pattern.DOTALL);

    /** The table of a page; without rows where the page shows none. */
    public static ScreenTable of(MvcTestResult page) {
        assertThat(page).hasStatusOk();
        var body = BODY.matcher(ConsoleBrowser.body(page));
        return new ScreenTable(
                body.find()
                        ? ROW.matcher(body.group(1))
                                .results()
                                .map(row -> cells(row.group(1)))
                                .toList()
                        : List.of());
    }

    /** One column, from the first row to the last. */
    public List<String> column(String label) {
        return rows.stream().map(row -> row.get(label)).toList();
    }

    private static Map<String, String> cells(String row) {
        var cells = new LinkedHashMap<String, String>();
        CELL.matcher(PICK.matcher(row).replaceAll(""))
                .results()
                .forEach(
                        cell -> {
                            var label = LABEL.matcher(cell.group(2));
                            cells.putIfAbsent(
                                    label.find() ? text(label.group(1)) : "", text(cell.group(3)));
                        });
        return cells;
    }

    private static String text(String html) {
        var exact = TIME.matcher(AMOUNT.matcher(html).replaceAll("$1")).replaceAll("$1");
        return HtmlUtils.htmlUnescape(exact.replaceAll("<[^>]*>", "")).strip();
    }
}
