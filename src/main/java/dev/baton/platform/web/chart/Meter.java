package dev.baton.platform.web.chart;

import java.util.Locale;

/**
 * How much of a limit is used, and how much more is reserved: {@code layout/chart :: meter}.
 *
 * @param told the same in words
 */
public record Meter(String told, double used, double reserved, double limit) {

    private static final double NEAR = .8;

    public String usedWidth() {
        return percent(share(used));
    }

    public String reservedX() {
        return usedWidth();
    }

    public String reservedWidth() {
        return percent(Math.min(share(reserved), 100 - share(used)));
    }

    /** Ink of the used part: it warns from four fifths on. */
    public String ink() {
        if (limit <= 0 || used >= limit) {
            return "failed";
        }
        return used + reserved >= limit * NEAR ? "waiting" : "main";
    }

    private double share(double value) {
        return limit <= 0 ? 100 : Math.clamp(value / limit * 100, 0, 100);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
