package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the steps of a graph stand when it is drawn as boxes and arrows: each below those that it
 * comes after, the steps of a map or loop inside its box.
 */
public final class GraphLayout {

    /** More are too many to be looked at. */
    public static final int MOST = 600;

    public static final int MOST_ARROWS = 3_000;

    /** What is no wider can still be read when it shrinks to a narrow screen. */
    private static final int NARROW = 460;

    private static final int LEAST_PERCENT = 75;

    private static final int WIDTH = 196;
    private static final int HEIGHT = 46;
    private static final int GAP = 24;
    private static final int ROOM = 36;
    private static final int INSET = 16;
    private static final int HEAD = 46;
    private static final int LONGEST = 20;

    /**
     * A step to be drawn.
     *
     * @param key unique in the whole graph
     * @param after keys of steps beside it; what leads back is not drawn
     * @param inner the steps inside of it; null where there can be none
     */
    public record Shape(
            String key, String title, List<String> after, @Nullable List<Shape> inner) {}

    /**
     * @param label its title, shortened
     */
    public record Box(
            String key, String label, int x, int y, int width, int height, boolean isOuter) {}

    /**
     * @param path as SVG has it
     */
    public record Arrow(String from, String to, String path) {}

    private final List<Box> boxes = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();
    private int width;
    private int height;

    private GraphLayout() {}

    /** Empty for a graph that is too large. */
    public static Optional<GraphLayout> of(List<Shape> shapes) {
        if (count(shapes) > MOST || countArrows(shapes) > MOST_ARROWS) {
            return Optional.empty();
        }
        var layout = new GraphLayout();
        var whole = arrange(shapes);
        layout.width = whole.layers.width() + 2;
        layout.height = whole.layers.height() + 2;
        layout.draw(whole, 1, 1);
        return Optional.of(layout);
    }

    private static int count(List<Shape> shapes) {
        return shapes.stream()
                .mapToInt(shape -> 1 + (shape.inner == null ? 0 : count(shape.inner)))
                .sum();
    }

    private static int countArrows(List<Shape> shapes) {
        return shapes.stream()
                .mapToInt(
                        shape ->
                                shape.after.size()
                                        + (shape.inner == null ? 0 : countArrows(shape.inner)))
                .sum();
    }

    public List<Box> boxes() {
        return boxes;
    }

    public List<Arrow> arrows() {
        return arrows;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** How much room it needs to be read: a narrow one is shown as a whole wherever it is. */
    public int leastWidth() {
        return width <= NARROW ? 0 : width * LEAST_PERCENT / 100;
    }

    /** Steps beside each other, arranged for themselves. */
    private record Arranged(Layers<Content> layers) {}

    /** What stands in a box. */
    private record Content(Shape shape, @Nullable Arranged inner) {}

    private static Arranged arrange(List<Shape> shapes) {
        var layers = new Layers<Content>(GAP, ROOM);
        var nodes = new HashMap<String, Layers.Node<Content>>();
        for (var shape : shapes) {
            var inner = shape.inner == null ? null : arrange(shape.inner);
            nodes.put(
                    shape.key,
                    layers.add(
                            new Content(shape, inner),
                            inner == null
                                    ? WIDTH
                                    : Math.max(WIDTH, inner.layers.width() + 2 * INSET),
                            inner == null ? HEIGHT : inner.layers.height() + HEAD + INSET));
        }
        var before = new HashSet<String>();
        var order = ExecutionOrder.of(shapes, Shape::key, Shape::after);
        for (var shape : order) {
            for (var earlier : shape.after) {
                if (before.contains(earlier)) {
                    layers.connect(node(nodes, earlier), node(nodes, shape.key));
                }
            }
            before.add(shape.key);
        }
        layers.arrange();
        return new Arranged(layers);
    }

    private static Layers.Node<Content> node(Map<String, Layers.Node<Content>> nodes, String key) {
        return Objects.requireNonNull(nodes.get(key));
    }

    private void draw(Arranged scope, int left, int top) {
        for (var node : scope.layers.nodes()) {
            var shape = node.content().shape;
            var inner = node.content().inner;
            var x = left + node.x();
            var y = top + node.y();
            boxes.add(
                    new Box(
                            shape.key,
                            label(shape.title),
                            x,
                            y,
                            node.width(),
                            node.height(),
                            inner != null));
            if (inner != null) {
                draw(inner, x + (node.width() - inner.layers.width()) / 2, y + HEAD);
            }
        }
        for (var way : scope.layers.ways()) {
            arrows.add(
                    new Arrow(
                            way.from().content().shape.key,
                            way.to().content().shape.key,
                            path(way.points(), left, top)));
        }
    }

    private static String label(String title) {
        var points = title.codePointCount(0, title.length());
        return points <= LONGEST
                ? title
                : title.substring(0, title.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** Straight along the layers, curved between them. */
    private static String path(List<Layers.Point> points, int left, int top) {
        var path = new StringBuilder();
        Layers.Point last = null;
        for (var point : points) {
            var x = left + point.x();
            var y = top + point.y();
            if (last == null) {
                path.append(String.format(Locale.ROOT, "M%d %d", x, y));
            } else if (last.x() == point.x()) {
                path.append(String.format(Locale.ROOT, "V%d", y));
            } else {
                var middle = top + (last.y() + point.y()) / 2;
                path.append(
                        String.format(
                                Locale.ROOT,
                                "C%d %d %d %d %d %d",
                                left + last.x(),
                                middle,
                                x,
                                middle,
                                x,
                                y));
            }
            last = point;
        }
        return path.toString();
    }
}
