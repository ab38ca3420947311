package dev.baton.run.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.workflow.GraphReader;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Graphs are drawn as long as somebody could look at them. */
class GraphDrawingTests {

    @Test
    void drawsOnlyAsManyArrowsAsCanBeLookedAt() {
        assertThat(drawing(50)).isNotNull();
        assertThat(drawing(50).arrows()).hasSize(50 * 49 / 2);
        assertThat(drawing(80)).isNull();
    }

    @Test
    void drawsOnlyAsManyBoxesAsCanBeLookedAt() {
        var steps =
                IntStream.rangeClosed(0, GraphDrawing.MOST)
                        .mapToObj(each -> step(each, List.of()))
                        .toList();

        assertThat(drawing(steps)).isNull();
        assertThat(drawing(steps.subList(1, steps.size()))).isNotNull();
    }

    @Test
    void shrinksOnlyWhatCanBeReadThen() {
        assertThat(beside(2).leastWidth()).isZero();
        assertThat(beside(3).leastWidth()).isPositive().isLessThan(beside(3).width());
    }

    /** Of steps that come after none. */
    private static GraphDrawing beside(int steps) {
        var drawing =
                drawing(IntStream.range(0, steps).mapToObj(each -> step(each, List.of())).toList());
        return Objects.requireNonNull(drawing);
    }

    /** Of steps of which each comes after all before it. */
    private static @Nullable GraphDrawing drawing(int steps) {
        return drawing(
                IntStream.range(0, steps)
                        .mapToObj(
                                each ->
                                        step(
                                                each,
                                                IntStream.range(0, each)
                                                        .mapToObj(before -> "s" + before)
                                                        .toList()))
                        .toList());
    }

    private static @Nullable GraphDrawing drawing(List<Map<String, Object>> steps) {
        var graph = GraphReader.read(Map.of("steps", steps)).orRefuse();
        return GraphDrawing.of(graph, Outline.of(graph, List.of()));
    }

    private static Map<String, Object> step(int number, List<String> after) {
        return Map.of("id", "s" + number, "kind", "transform", "value", 1, "after", after);
    }
}
