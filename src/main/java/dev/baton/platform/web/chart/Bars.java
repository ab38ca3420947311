package dev.baton.platform.web.chart;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * A ranking as horizontal bars: {@code layout/chart :: ranking}. It is a table already, so it needs
 * no second one.
 *
 * @param of what the names are, the head of the first column
 */
public record Bars(String title, String of, Scale scale, List<Bar> bars) {

    public Bars {
        bars = List.copyOf(bars);
    }

    /**
     * One row.
     *
     * @param href the list behind it, if there is one
     */
    public record Bar(String name, double value, @Nullable String href) {}

    public boolean isEmpty() {
        return bars.isEmpty();
    }

    public String width(Bar bar) {
        var greatest = bars.stream().mapToDouble(Bar::value).max().orElse(0);
        var share = greatest <= 0 ? 0 : Math.max(0, bar.value()) / greatest * 100;
        return String.format(Locale.ROOT, "%.2f%%", share);
    }

    public String told(Bar bar) {
        return scale.value().apply(bar.value());
    }
}
