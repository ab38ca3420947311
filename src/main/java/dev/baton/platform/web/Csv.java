package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/**
 * Comma separated values (RFC 4180), the same in every language. A cell that a spreadsheet could take
 * for a formula begins with an apostrophe.
 */
public final class Csv {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String FORMULA = "=+-@\t\r\n";

    private final Writer out;

    Csv(Writer out) {
        this.out = out;
    }

    /**
     * Answers with a file of that name; with {@code ?bom=true} it begins with the mark without which
     * Excel takes UTF-8 for something else.
     */
    public static Csv download(
            HttpServletRequest request, HttpServletResponse response, String name)
            throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        if ("true".equals(request.getParameter("bom"))) {
            response.getWriter().write(BYTE_ORDER_MARK);
        }
        return new Csv(response.getWriter());
    }

    public Csv line(List<String> cells) {
        try {
            out.write(String.join(",", cells.stream().map(Csv::cell).toList()));
            out.write("\r\n");
            return this;
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    public void end() throws IOException {
        out.flush();
    }

    static String cell(String text) {
        var safe = isFormula(text) ? "'" + text : text;
        return safe.chars().anyMatch(one -> ",\"\r\n".indexOf(one) >= 0)
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }

    /** A number is none, also a negative one. */
    private static boolean isFormula(String text) {
        return !text.isEmpty()
                && FORMULA.indexOf(text.charAt(0)) >= 0
                && !text.matches("-\\d+(\\.\\d+)?");
    }
}
