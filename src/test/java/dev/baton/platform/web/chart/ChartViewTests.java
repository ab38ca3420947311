package dev.baton.platform.web.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.platform.web.chart.Series.Ink;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

class ChartViewTests {

    private static final Scale COUNT =
            new Scale(null, true, it -> "%.0f".formatted(it), it -> "%.0f".formatted(it));
    private static final Scale SHARE =
            new Scale(null, false, it -> "%s".formatted(it), it -> "%s".formatted(it));

    @Test
    void isEmptyWithoutPointsAndWithoutValues() {
        assertThat(line(List.of())).matches(ChartView::isEmpty);
        assertThat(ChartView.line("c", "t", COUNT, List.of())).matches(ChartView::isEmpty);
        assertThat(line(Arrays.asList(null, null))).matches(ChartView::isEmpty);
        assertThat(line(List.of(0))).matches(it -> !it.isEmpty());
    }

    @Test
    void showsASinglePointInTheMiddle() {
        var chart = line(List.of(7));

        assertThat(chart.columns())
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.x()).isEqualTo("50.00%");
                            assertThat(it.dots()).singleElement().matches(ChartView.Dot::shown);
                        });
        assertThat(chart.labels()).singleElement().matches(it -> it.anchor().equals("middle"));
    }

    @Test
    void interruptsALineWhereValuesAreMissing() {
        var chart = line(Arrays.asList(1, 2, null, 3, null, 4, 5));

        assertThat(chart.lines().getFirst().stroke())
                .satisfies(
                        it -> {
                            assertThat(it.chars().filter(c -> c == 'M')).hasSize(3);
                            assertThat(it.chars().filter(c -> c == 'L')).hasSize(2);
                        });
        assertThat(chart.columns().get(3).dots()).allMatch(ChartView.Dot::shown);
        assertThat(chart.columns().get(2).told()).isEqualTo("2: now –");
    }

    @Test
    void drawsZeroesAlongTheBase() {
        var chart = line(List.of(0, 0));

        assertThat(chart.ticks()).extracting(ChartView.Tick::text).containsExactly("0", "1");
        assertThat(chart.columns())
                .allSatisfy(it -> assertThat(it.dots().getFirst().y()).isEqualTo("172.00"));
    }

    @Test
    void stacksTheLayersOfABar() {
        var chart =
                ChartView.bars(
                        "c",
                        "t",
                        COUNT,
                        List.of("mon"),
                        Series.of("a", Ink.A, 3),
                        Series.of("none", Ink.B, 0),
                        Series.of("b", Ink.C, 3));

        var layers = chart.columns().getFirst().layers();

        assertThat(layers).extracting(ChartView.Layer::ink).containsExactly("a", "c");
        assertThat(layers.get(0).height()).isEqualTo(layers.get(1).height());
        assertThat(layers.get(0).y()).isEqualTo("92.00");
        assertThat(layers.get(1).y()).isEqualTo("12.00");
    }

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "3,3",
        "7,9",
        "10,10",
        "11,15",
        "95,100",
        "1204,1500",
        "2999,3000",
        "3001,4000"
    })
    void endsTheAxisAtARoundNumberAboveAllValues(double greatest, double top) {
        assertThat(COUNT.ticksUpTo(greatest)).startsWith(0.0).endsWith(top).hasSizeLessThan(6);
    }

    @ParameterizedTest
    @CsvSource({"0.00042,0.0006", "0.5,0.6", "0.99,1"})
    void endsAFineAxisSoToo(double greatest, double top) {
        assertThat(SHARE.ticksUpTo(greatest).getLast())
                .isCloseTo(top, org.assertj.core.data.Offset.offset(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "5", "6", "7", "12", "24", "30", "31", "96", "365"})
    void namesTheFirstAndTheLastPointAndFewBetween(int points) {
        var labels = line(IntStream.range(0, points).boxed().toList()).labels();

        assertThat(labels).hasSizeLessThanOrEqualTo(6);
        assertThat(labels.getFirst().text()).isEqualTo("0");
        assertThat(labels.getLast().text()).isEqualTo(String.valueOf(points - 1));
        assertThat(labels).extracting(ChartView.Label::x).doesNotHaveDuplicates();
    }

    @Test
    void refusesASeriesOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                ChartView.line(
                                        "c",
                                        "t",
                                        COUNT,
                                        List.of("a", "b"),
                                        Series.of("now", Ink.MAIN, 1)))
                .withMessageContaining("'now' has 1 values for 2 points");
    }

    @Test
    void keepsAMeterWithinItsTrack() {
        var over = new Meter("over", 70, 20, 50);

        assertThat(over.usedWidth()).isEqualTo("100.00%");
        assertThat(over.reservedWidth()).isEqualTo("0.00%");
        assertThat(over.ink()).isEqualTo("failed");
        assertThat(new Meter("near", 30, 12, 50).ink()).isEqualTo("waiting");
        assertThat(new Meter("no limit", 0, 0, 0).usedWidth()).isEqualTo("100.00%");
    }

    @Test
    void drawsATrendOfOneValueAsALevelLine() {
        assertThat(new Sparkline("t", Ink.MAIN, List.of(4.0)).path())
                .isEqualTo("M0 3.00 L100 3.00");
        assertThat(new Sparkline("t", Ink.MAIN, List.of()).isEmpty()).isTrue();
    }

    private static ChartView line(List<? extends Number> values) {
        var points = IntStream.range(0, values.size()).mapToObj(String::valueOf).toList();
        return ChartView.line("c", "t", COUNT, points, Series.of("now", Ink.MAIN, values));
    }
}
