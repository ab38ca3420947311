package dev.baton.workflow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Arranges boxes in layers, each below those that lead to it (Sugiyama's method): a box stands as
 * high as it can, a way past a layer has a lane of its own in it, lanes and boxes stand near the
 * middle of what they are connected with. Takes time that grows with boxes and lanes, not with
 * their square.
 *
 * @param <T> what stands in a box
 */
final class Layers<T> {

    private static final int SWEEPS = 6;
    private static final int LANE = 12;

    /** Ways that pass more layers than that together are drawn straight. */
    private static final int MOST_LANES = 4_000;

    /** A place on a way. */
    record Point(int x, int y) {}

    /** From a box to another, through the lanes between. */
    record Way<T>(Node<T> from, Node<T> to, List<Point> points) {}

    /** A box, or a lane where its content is null. */
    static final class Node<T> {

        private final @Nullable T content;
        private final int width;
        private final int height;
        private final List<Node<T>> above = new ArrayList<>();
        private final List<Node<T>> below = new ArrayList<>();
        private int layer;
        private int position;
        private double center;
        private double wanted;
        private int y;

        private Node(@Nullable T content, int width, int height) {
            this.content = content;
            this.width = width;
            this.height = height;
        }

        T content() {
            if (content == null) {
                throw new IllegalStateException("A lane has no content");
            }
            return content;
        }

        int x() {
            return (int) Math.round(center - width / 2.);
        }

        int y() {
            return y;
        }

        int width() {
            return width;
        }

        int height() {
            return height;
        }
    }

    private record Edge<T>(Node<T> from, Node<T> to, List<Node<T>> lanes) {}

    private final int gap;
    private final int room;
    private final List<Node<T>> nodes = new ArrayList<>();
    private final List<Edge<T>> edges = new ArrayList<>();
    private final List<List<Node<T>>> layers = new ArrayList<>();
    private final List<Integer> tops = new ArrayList<>();
    private int width;
    private int height;

    /**
     * @param gap between boxes beside each other
     * @param room between layers
     */
    Layers(int gap, int room) {
        this.gap = gap;
        this.room = room;
    }

    Node<T> add(T content, int width, int height) {
        var node = new Node<>(content, width, height);
        nodes.add(node);
        return node;
    }

    void connect(Node<T> from, Node<T> to) {
        edges.add(new Edge<>(from, to, new ArrayList<>()));
        from.below.add(to);
        to.above.add(from);
    }

    void arrange() {
        layer();
        insertLanes();
        order();
        place();
    }

    List<Node<T>> nodes() {
        return nodes;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    private void layer() {
        var missing = new int[nodes.size()];
        var ready = new ArrayDeque<Node<T>>();
        for (var at = 0; at < nodes.size(); at++) {
            var node = nodes.get(at);
            node.position = at;
            missing[at] = node.above.size();
            if (node.above.isEmpty()) {
                ready.add(node);
            }
        }
        while (!ready.isEmpty()) {
            var node = ready.remove();
            for (var next : node.below) {
                next.layer = Math.max(next.layer, node.layer + 1);
                if (--missing[next.position] == 0) {
                    ready.add(next);
                }
            }
        }
        for (var node : nodes) {
            layerAt(node.layer).add(node);
        }
    }

    private List<Node<T>> layerAt(int at) {
        while (layers.size() <= at) {
            layers.add(new ArrayList<>());
        }
        return layers.get(at);
    }

    private void insertLanes() {
        var wanted = edges.stream().mapToInt(edge -> edge.to.layer - edge.from.layer - 1).sum();
        if (wanted > MOST_LANES) {
            return;
        }
        for (var edge : edges) {
            var last = edge.from;
            for (var at = edge.from.layer + 1; at < edge.to.layer; at++) {
                var lane = new Node<T>(null, LANE, 0);
                lane.layer = at;
                layerAt(at).add(lane);
                edge.lanes.add(lane);
                replace(last.below, last == edge.from ? edge.to : null, lane);
                lane.above.add(last);
                last = lane;
            }
            if (last != edge.from) {
                last.below.add(edge.to);
                replace(edge.to.above, edge.from, last);
            }
        }
    }

    private static <T> void replace(List<Node<T>> list, @Nullable Node<T> old, Node<T> other) {
        var at = old == null ? -1 : list.indexOf(old);
        if (at < 0) {
            list.add(other);
        } else {
            list.set(at, other);
        }
    }

    private void order() {
        layers.forEach(Layers::number);
        for (var sweep = 0; sweep < SWEEPS; sweep++) {
            if (sweep % 2 == 0) {
                layers.forEach(layer -> sort(layer, true));
            } else {
                layers.reversed().forEach(layer -> sort(layer, false));
            }
        }
    }

    private static <T> void sort(List<Node<T>> layer, boolean byAbove) {
        for (var node : layer) {
            var others = byAbove ? node.above : node.below;
            node.wanted =
                    others.stream().mapToInt(it -> it.position).average().orElse(node.position);
        }
        layer.sort(Comparator.comparingDouble(node -> node.wanted));
        number(layer);
    }

    private static <T> void number(List<Node<T>> layer) {
        for (var at = 0; at < layer.size(); at++) {
            layer.get(at).position = at;
        }
    }

    private void place() {
        layers.forEach(layer -> pack(layer, null));
        for (var sweep = 0; sweep < SWEEPS; sweep++) {
            if (sweep % 2 == 0) {
                layers.forEach(layer -> pack(layer, true));
            } else {
                layers.reversed().forEach(layer -> pack(layer, false));
            }
        }
        var all = layers.stream().flatMap(List::stream).toList();
        var left = all.stream().mapToDouble(it -> it.center - it.width / 2.).min().orElse(0);
        all.forEach(it -> it.center -= left);
        width =
                (int)
                        Math.ceil(
                                all.stream()
                                        .mapToDouble(it -> it.center + it.width / 2.)
                                        .max()
                                        .orElse(0));
        for (var layer : layers) {
            tops.add(height);
            layer.forEach(node -> node.y = tops.getLast());
            height += layer.stream().mapToInt(Node::height).max().orElse(0) + room;
        }
        height = Math.max(0, height - room);
    }

    /**
     * Puts those of a layer beside each other, as near as they may to what they are connected with.
     *
     * @param byAbove null to begin with
     */
    private void pack(List<Node<T>> layer, @Nullable Boolean byAbove) {
        for (var node : layer) {
            var others = byAbove == null ? List.<Node<T>>of() : byAbove ? node.above : node.below;
            node.wanted =
                    others.stream().mapToDouble(it -> it.center).average().orElse(node.center);
        }
        var off = 0.;
        var edge = Double.NEGATIVE_INFINITY;
        for (var node : layer) {
            node.center = Math.max(node.wanted, edge + node.width / 2.);
            edge = node.center + node.width / 2. + gap;
            off += node.center - node.wanted;
        }
        var back = layer.isEmpty() ? 0 : off / layer.size();
        layer.forEach(node -> node.center -= back);
    }

    List<Way<T>> ways() {
        return edges.stream().map(edge -> new Way<>(edge.from, edge.to, points(edge))).toList();
    }

    private List<Point> points(Edge<T> edge) {
        var points = new ArrayList<Point>();
        points.add(at(edge.from, edge.from.y + edge.from.height));
        points.add(at(edge.from, bottom(edge.from.layer)));
        for (var lane : edge.lanes) {
            points.add(at(lane, tops.get(lane.layer)));
            points.add(at(lane, bottom(lane.layer)));
        }
        points.add(at(edge.to, edge.to.y));
        return points;
    }

    private int bottom(int layer) {
        return layer + 1 < tops.size() ? tops.get(layer + 1) - room : height;
    }

    private static <T> Point at(Node<T> node, int y) {
        return new Point((int) Math.round(node.center), y);
    }
}
