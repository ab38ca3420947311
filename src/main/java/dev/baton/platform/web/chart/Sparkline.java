package dev.baton.platform.web.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A trend the size of a word: {@code layout/chart :: spark}.
 *
 * @param told what it shows, in words, for those who cannot see it
 */
public record Sparkline(String told, Series.Ink ink, List<Double> values) {

    private static final int WIDTH = 100;
    private static final int HEIGHT = 24;
    private static final int MARGIN = 3;

    public Sparkline {
        values = List.copyOf(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The line in a box of 100 by 24; one value alone is a level line. */
    public String path() {
        if (values.size() == 1) {
            return "M0 %1$s L%2$d %1$s".formatted(y(0), WIDTH);
        }
        return IntStream.range(0, values.size())
                .mapToObj(it -> number((double) it * WIDTH / (values.size() - 1)) + " " + y(it))
                .collect(Collectors.joining(" L", "M", ""));
    }

    public String lastY() {
        return y(values.size() - 1);
    }

    private String y(int at) {
        var greatest = values.stream().mapToDouble(it -> it).max().orElse(0);
        var share = greatest <= 0 ? 0 : values.get(at) / greatest;
        return number(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
