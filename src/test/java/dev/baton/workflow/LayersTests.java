package dev.baton.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Boxes stand below those that lead to them, and on nobody else's place. */
class LayersTests {

    private static final int WIDTH = 100;
    private static final int HEIGHT = 40;

    private final Layers<String> layers = new Layers<>(20, 30);
    private final Map<String, Layers.Node<String>> boxes = new HashMap<>();

    @Test
    void standsBelowWhatLeadsThere() {
        boxes("a", "b", "c", "d");
        connect("a", "b");
        connect("a", "c");
        connect("b", "d");
        connect("c", "d");

        layers.arrange();

        assertThat(y("a")).isZero();
        assertThat(y("b")).isEqualTo(y("c")).isEqualTo(HEIGHT + 30);
        assertThat(y("d")).isEqualTo(2 * (HEIGHT + 30));
        assertThat(x("a")).isEqualTo(x("d"));
        assertThat(layers.width()).isEqualTo(2 * WIDTH + 20);
        assertThat(layers.height()).isEqualTo(3 * HEIGHT + 2 * 30);
    }

    @Test
    void leadsALongWayPastTheBoxesBetween() {
        boxes("a", "b", "c");
        connect("a", "b");
        connect("b", "c");
        connect("a", "c");

        layers.arrange();

        var past = layers.ways().getLast().points();
        assertThat(past.getFirst().y()).isEqualTo(HEIGHT);
        assertThat(past.getLast().y()).isEqualTo(y("c"));
        assertThat(past)
                .filteredOn(point -> point.y() >= y("b") && point.y() <= y("b") + HEIGHT)
                .isNotEmpty()
                .allMatch(point -> point.x() < x("b") || point.x() > x("b") + WIDTH);
    }

    @Test
    void arrangesManyInNoTimeAndPutsNoneOnAnother() {
        var random = new Random(1);
        var all = new ArrayList<Layers.Node<String>>();
        for (var at = 0; at < 600; at++) {
            all.add(layers.add("s" + at, WIDTH, HEIGHT));
            for (var way = 0; way < 2 && at > 0; way++) {
                layers.connect(all.get(random.nextInt(Math.max(0, at - 20), at)), all.get(at));
            }
        }
        var begun = System.nanoTime();

        layers.arrange();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        var rows = new HashMap<Integer, List<Integer>>();
        all.forEach(box -> rows.computeIfAbsent(box.y(), _ -> new ArrayList<>()).add(box.x()));
        assertThat(rows.values())
                .allSatisfy(
                        row -> {
                            row.sort(null);
                            for (var at = 1; at < row.size(); at++) {
                                assertThat(row.get(at) - row.get(at - 1)).isGreaterThan(WIDTH);
                            }
                        });
    }

    private void boxes(String... names) {
        for (var name : names) {
            boxes.put(name, layers.add(name, WIDTH, HEIGHT));
        }
    }

    private void connect(String from, String to) {
        layers.connect(boxes.get(from), boxes.get(to));
    }

    private int x(String name) {
        return boxes.get(name).x();
    }

    private int y(String name) {
        return boxes.get(name).y();
    }
}
