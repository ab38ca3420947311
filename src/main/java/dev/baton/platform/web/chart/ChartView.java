package dev.baton.platform.web.chart;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A chart over points along time or another order, ready to be written as SVG by {@code
 * layout/chart :: chart}. Horizontal places are percentages, so that it fits any width without
 * stretching its words; vertical ones are pixels.
 *
 * @param id unique on the page
 * @param points the names of the points, short enough for the axis
 */
public record ChartView(
        String id, String title, Kind kind, Scale scale, List<String> points, List<Series> series) {

    static final int TOP = 12;
    static final int PLOT = 160;
    static final int BOTTOM = 26;

    private static final int LABELS = 6;
    private static final double BAR_SHARE = 72;
    private static final double WIDEST_BAR = 10;
    private static final int MOST_POINTS_WITH_DOTS = 16;

    /** Lines with the first one filled, or bars with layers. */
    public enum Kind {
        LINE,
        BARS
    }

    public ChartView {
        points = List.copyOf(points);
        series = List.copyOf(series);
        for (var one : series) {
            if (one.values().size() != points.size()) {
                throw new IllegalArgumentException(
                        "Series '%s' has %d values for %d points"
                                .formatted(one.name(), one.values().size(), points.size()));
            }
        }
    }

    public static ChartView line(
            String id, String title, Scale scale, List<String> points, Series... series) {
        return new ChartView(id, title, Kind.LINE, scale, points, List.of(series));
    }

    public static ChartView bars(
            String id, String title, Scale scale, List<String> points, Series... series) {
        return new ChartView(id, title, Kind.BARS, scale, points, List.of(series));
    }

    /** Whether there is nothing to draw: no point, or no value at any. */
    public boolean isEmpty() {
        return series.stream().flatMap(it -> it.values().stream()).noneMatch(Objects::nonNull);
    }

    public boolean isBars() {
        return kind == Kind.BARS;
    }

    public int height() {
        return TOP + PLOT + BOTTOM;
    }

    /** The level of zero. */
    public int base() {
        return TOP + PLOT;
    }

    public List<Tick> ticks() {
        return ticksOfScale().stream()
                .map(it -> new Tick(px(y(it)), scale.tick().apply(it)))
                .toList();
    }

    /** The names below the axis: as many as find room, the first and the last among them. */
    public List<Label> labels() {
        var last = points.size() - 1;
        var step = Math.max(1, (int) Math.ceil((double) last / (LABELS - 1)));
        return IntStream.rangeClosed(0, last)
                .filter(it -> it % step == 0 && (it == 0 || last - it >= step) || it == last)
                .mapToObj(
                        it ->
                                new Label(
                                        percent(x(it)),
                                        points.get(it),
                                        anchor(it),
                                        it / step % 2 == 1 && it != last))
                .toList();
    }

    /**
     * The lines, drawn in a box of 1000 by the height of the plot that is stretched to its place.
     */
    public List<Line> lines() {
        return isBars() ? List.of() : series.stream().map(this::line).toList();
    }

    /** A column for each point: what it says, and what is drawn there. */
    public List<Column> columns() {
        return IntStream.range(0, points.size()).mapToObj(this::column).toList();
    }

    public String told(@Nullable Double value) {
        return value == null ? "–" : scale.value().apply(value);
    }

    private Line line(Series one) {
        var stroke = new StringBuilder();
        var area = new StringBuilder();
        var from = -1;
        for (var at = 0; at <= points.size(); at++) {
            var value = at < points.size() ? one.values().get(at) : null;
            if (value == null) {
                if (from >= 0) {
                    area.append("L%s %d L%s %dZ".formatted(box(at - 1), PLOT, box(from), PLOT));
                }
                from = -1;
                continue;
            }
            var command = (from < 0 ? "M" : "L") + box(at) + " " + px(y(value) - TOP);
            stroke.append(command);
            area.append(command);
            from = from < 0 ? at : from;
        }
        return new Line(one.ink().code(), stroke.toString(), area.toString());
    }

    private Column column(int at) {
        var told =
                series.stream()
                        .map(it -> it.name() + " " + told(it.values().get(at)))
                        .collect(Collectors.joining(", "));
        var reading = series.size() == 1 ? told(series.getFirst().values().get(at)) : told;
        var width = 100.0 / points.size();
        var left =
                isBars() || points.size() == 1
                        ? at * width
                        : Math.clamp(x(at) - width / 2, 0, 100 - width);
        return new Column(
                points.get(at) + ": " + told,
                points.get(at) + " · " + reading,
                percent(left),
                percent(width),
                percent(x(at)),
                isBars() ? layers(at) : List.of(),
                isBars() ? List.of() : dots(at));
    }

    private List<Layer> layers(int at) {
        var layers = new ArrayList<Layer>();
        var level = 0.0;
        var width = Math.min(WIDEST_BAR, BAR_SHARE / points.size());
        for (var one : series) {
            var value = Objects.requireNonNullElse(one.values().get(at), 0.0);
            if (value > 0) {
                var top = y(level + value);
                layers.add(
                        new Layer(
                                one.ink().code(),
                                percent(x(at) - width / 2),
                                percent(width),
                                px(top),
                                px(Math.max(1, y(level) - top))));
                level += value;
            }
        }
        return layers;
    }

    private List<Dot> dots(int at) {
        return series.stream()
                .filter(it -> it.values().get(at) != null)
                .map(
                        it ->
                                new Dot(
                                        it.ink().code(),
                                        px(y(Objects.requireNonNull(it.values().get(at)))),
                                        isShown(it, at)))
                .toList();
    }

    /** A dot is seen at rest where no line would show the value, and on short lines. */
    private boolean isShown(Series one, int at) {
        var alone =
                (at == 0 || one.values().get(at - 1) == null)
                        && (at == points.size() - 1 || one.values().get(at + 1) == null);
        return alone || points.size() <= MOST_POINTS_WITH_DOTS && one.ink() != Series.Ink.COMPARED;
    }

    private double x(int at) {
        if (points.size() == 1) {
            return 50;
        }
        return isBars() ? (at + .5) * 100 / points.size() : at * 100.0 / (points.size() - 1);
    }

    private double y(double value) {
        return TOP + PLOT - value / ticksOfScale().getLast() * PLOT;
    }

    private List<Double> ticksOfScale() {
        return scale.ticksUpTo(greatest());
    }

    private double greatest() {
        return IntStream.range(0, points.size()).mapToDouble(this::heightAt).max().orElse(0);
    }

    private double heightAt(int at) {
        var values =
                series.stream()
                        .map(it -> it.values().get(at))
                        .filter(Objects::nonNull)
                        .mapToDouble(Objects::requireNonNull);
        return isBars() ? values.filter(it -> it > 0).sum() : values.max().orElse(0);
    }

    private String anchor(int at) {
        if (isBars() || points.size() == 1) {
            return "middle";
        }
        return at == 0 ? "start" : at == points.size() - 1 ? "end" : "middle";
    }

    private String box(int at) {
        return px(x(at) * 10);
    }

    private static String percent(double value) {
        return px(value) + "%";
    }

    private static String px(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A level of the axis. */
    public record Tick(String y, String text) {}

    /**
     * A name below the axis.
     *
     * @param minor whether it gives way where the page is narrow
     */
    public record Label(String x, String text, String anchor, boolean minor) {}

    /** The stroke of a series and the area below it, as SVG path data. */
    public record Line(String ink, String stroke, String area) {}

    /** One part of a bar. */
    public record Layer(String ink, String x, String width, String y, String height) {}

    /** One value of a line. */
    public record Dot(String ink, String y, boolean shown) {}

    /**
     * Everything at one point.
     *
     * @param told the sentence for those who cannot see it
     * @param reading what appears above the chart while one looks at the point
     */
    public record Column(
            String told,
            String reading,
            String left,
            String width,
            String x,
            List<Layer> layers,
            List<Dot> dots) {}
}
