package dev.baton.run.web;

import dev.baton.workflow.Graph;
import dev.baton.workflow.GraphLayout;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A graph as boxes and arrows, with what has become of its steps. */
final class GraphDrawing {

    static final int MOST = GraphLayout.MOST;

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

    private final GraphLayout layout;
    private final Outline outline;

    private GraphDrawing(GraphLayout layout, Outline outline) {
        this.layout = layout;
        this.outline = outline;
    }

    /** Null for one that is too large. */
    static @Nullable GraphDrawing of(Graph plan, Outline outline) {
        return GraphLayout.of(shapes(plan.scope(), ""))
                .map(layout -> new GraphDrawing(layout, outline))
                .orElse(null);
    }

    private static List<GraphLayout.Shape> shapes(Graph.Scope scope, String before) {
        return scope.steps().stream()
                .map(
                        step -> {
                            var key = before + step.id();
                            var inner = Outline.inner(step.action());
                            return new GraphLayout.Shape(
                                    key,
                                    step.title(),
                                    step.after().stream().map(each -> before + each).toList(),
                                    inner == null ? null : shapes(inner, key + "/*/"));
                        })
                .toList();
    }

    public List<Box> boxes() {
        var boxes = new ArrayList<Box>();
        for (var box : layout.boxes()) {
            var step = outline.find(box.key());
            if (step != null) {
                boxes.add(
                        new Box(
                                step,
                                box.label(),
                                box.x(),
                                box.y(),
                                box.width(),
                                box.height(),
                                box.isOuter()));
            }
        }
        return boxes;
    }

    public List<Arrow> arrows() {
        return layout.arrows().stream()
                .map(arrow -> new Arrow(arrow.path(), begun(arrow.from()) && begun(arrow.to())))
                .toList();
    }

    public int width() {
        return layout.width();
    }

    public int height() {
        return layout.height();
    }

    public int leastWidth() {
        return layout.leastWidth();
    }

    private boolean begun(String key) {
        var step = outline.find(key);
        return step != null && step.startedAt() != null;
    }
}
