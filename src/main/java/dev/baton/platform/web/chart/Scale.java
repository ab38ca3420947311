package dev.baton.platform.web.chart;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * How values are told: along the axis, where room is scarce, and in full.
 *
 * @param unit written above the axis; null when the ticks carry their unit
 * @param whole whether only whole numbers make sense as ticks
 */
public record Scale(
        @Nullable String unit,
        boolean whole,
        DoubleFunction<String> tick,
        DoubleFunction<String> value) {

    private static final int STEPS = 3;

    /** Round numbers from zero to the first one at or above the greatest value. */
    List<Double> ticksUpTo(double greatest) {
        var step = step(greatest);
        var ticks = new ArrayList<Double>();
        for (var n = 0; ; n++) {
            ticks.add(n * step);
            if (n > 0 && n * step >= greatest - step * 1e-9) {
                return ticks;
            }
        }
    }

    private double step(double greatest) {
        if (greatest <= 0) {
            return 1;
        }
        var rough = greatest / STEPS;
        var magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
        var factor = rough / magnitude;
        var round = factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 2.5 ? 2.5 : factor <= 5 ? 5 : 10;
        return whole ? Math.max(1, Math.ceil(round * magnitude)) : round * magnitude;
    }
}
