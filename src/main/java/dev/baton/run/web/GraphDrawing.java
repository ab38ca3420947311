package dev.baton.run.web;

import dev.baton.workflow.Graph;
import dev.baton.workflow.Step;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/**
 * A graph as boxes and arrows: each step below those that it comes after, the steps of a map or
 * loop inside its box.
 */
final class GraphDrawing {

    /** More are too many to be looked at. */
    static final int MOST = 600;

    static final int MOST_ARROWS = 3_000;

    private static final int WIDTH = 196;
    private static final int HEIGHT = 46;
    private static final int GAP = 24;
    private static final int ROOM = 36;
    private static final int INSET = 16;
    private static final int HEAD = 46;
    private static final int LONGEST = 20;

    /**
     * @param label its title, shortened
     */
    record Box(StepGroup step, String label, int x, int y, int width, int height, boolean isOuter) {

        public boolean isCut() {
            return label.endsWith("…");
        }
    }

    /**
     * @param isTaken whether the run went this way
     */
    record Arrow(String path, boolean isTaken) {}

    private final Outline outline;
    private final List<Box> boxes = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();
    private int width;
    private int height;

    private GraphDrawing(Outline outline) {
        this.outline = outline;
    }

    /** Null for one that is too large. */
    static @Nullable GraphDrawing of(Graph plan, Outline outline) {
        var arrows = outline.steps().stream().mapToInt(step -> step.after().size()).sum();
        if (outline.steps().size() > MOST || arrows > MOST_ARROWS) {
            return null;
        }
        var drawing = new GraphDrawing(outline);
        var whole = drawing.arrange(plan.scope(), "");
        drawing.width = whole.width + 2;
        drawing.height = whole.height + 2;
        drawing.draw(whole, 1, 1);
        return drawing;
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

    /** A scope, arranged for itself. */
    private static final class Arranged {

        private final Layers<Content> layers;
        private final int width;
        private final int height;

        Arranged(Layers<Content> layers) {
            this.layers = layers;
            this.width = layers.width();
            this.height = layers.height();
        }
    }

    /** What stands in a box. */
    private record Content(String key, Step step, @Nullable Arranged inner) {}

    private Arranged arrange(Graph.Scope scope, String before) {
        var layers = new Layers<Content>(GAP, ROOM);
        var nodes = new HashMap<String, Layers.Node<Content>>();
        for (var step : scope.steps()) {
            var key = before + step.id();
            var steps = Outline.inner(step.action());
            var inner = steps == null ? null : arrange(steps, key + "/*/");
            nodes.put(
                    step.id(),
                    layers.add(
                            new Content(key, step, inner),
                            inner == null ? WIDTH : Math.max(WIDTH, inner.width + 2 * INSET),
                            inner == null ? HEIGHT : inner.height + HEAD + INSET));
        }
        for (var step : scope.steps()) {
            for (var earlier : step.after()) {
                var from = nodes.get(earlier);
                var to = nodes.get(step.id());
                if (from != null && to != null) {
                    layers.connect(from, to);
                }
            }
        }
        layers.arrange();
        return new Arranged(layers);
    }

    private void draw(Arranged scope, int left, int top) {
        for (var node : scope.layers.nodes()) {
            var content = node.content();
            var step = outline.find(content.key);
            if (step == null) {
                continue;
            }
            var x = left + node.x();
            var y = top + node.y();
            boxes.add(
                    new Box(
                            step,
                            label(step.title()),
                            x,
                            y,
                            node.width(),
                            node.height(),
                            content.inner != null));
            if (content.inner != null) {
                draw(content.inner, x + (node.width() - content.inner.width) / 2, y + HEAD);
            }
        }
        for (var way : scope.layers.ways()) {
            arrows.add(
                    new Arrow(
                            path(way.points(), left, top),
                            isTaken(way.from().content().key, way.to().content().key)));
        }
    }

    private boolean isTaken(String from, String to) {
        return begun(from) && begun(to);
    }

    private boolean begun(String key) {
        var step = outline.find(key);
        return step != null && step.startedAt() != null;
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
