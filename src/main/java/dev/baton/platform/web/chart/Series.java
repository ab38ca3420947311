package dev.baton.platform.web.chart;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One line, or one layer of the bars: a value for each point, null where there is none.
 *
 * @param ink what the series means, and so how it is drawn
 */
public record Series(String name, Ink ink, List<@Nullable Double> values) {

    public Series {
        values = Collections.unmodifiableList(values);
    }

    public static Series of(String name, Ink ink, List<? extends @Nullable Number> values) {
        return new Series(
                name,
                ink,
                values.stream().map(it -> it == null ? null : (Double) it.doubleValue()).toList());
    }

    public static Series of(String name, Ink ink, double... values) {
        return new Series(name, ink, Arrays.stream(values).boxed().toList());
    }

    public double total() {
        return values.stream().filter(Objects::nonNull).mapToDouble(Objects::requireNonNull).sum();
    }

    /**
     * How a series is drawn. MAIN is the one in accent, COMPARED the grey dashed one it is held
     * against; OK, WAITING and FAILED are states; A to E tell parts of a whole apart by colour and
     * by pattern.
     */
    public enum Ink {
        MAIN,
        COMPARED,
        OK,
        WAITING,
        FAILED,
        A,
        B,
        C,
        D,
        E;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The ink of the n-th part of a whole; parts after the fifth share the last. */
        public static Ink part(int index) {
            return values()[Math.min(A.ordinal() + index, E.ordinal())];
        }
    }
}
