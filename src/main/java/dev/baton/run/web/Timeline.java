package dev.baton.run.web;

import dev.baton.run.Run;
import dev.baton.run.StepRecord;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** The steps of a run over its time, ready to be drawn. */
final class Timeline {

    /** Rows that are drawn unless somebody asks for more. */
    static final int ROWS = 100;

    /** From this share on, in percent, there is no room for words to the right. */
    private static final double AT_END = 85;

    private static final int MOST_BARS = 20;
    private static final int MOST_TICKS = 5;
    private static final double THINNEST = .4;

    private static final long[] STEPS =
            LongStream.of(
                            1,
                            2,
                            5,
                            10,
                            20,
                            50,
                            100,
                            200,
                            500,
                            1_000,
                            2_000,
                            5_000,
                            10_000,
                            15_000,
                            30_000,
                            60_000,
                            120_000,
                            300_000,
                            600_000,
                            900_000,
                            1_800_000,
                            3_600_000,
                            7_200_000,
                            14_400_000,
                            21_600_000,
                            43_200_000,
                            86_400_000,
                            172_800_000,
                            604_800_000,
                            1_209_600_000,
                            2_592_000_000L,
                            7_776_000_000L,
                            31_536_000_000L,
                            315_360_000_000L)
                    .toArray();

    /**
     * @param isThin of the time between attempts
     */
    record Bar(String x, String width, String state, boolean isThin) {}

    /**
     * @param millis since the beginning
     * @param isMinor to be left out where room is scarce
     */
    record Tick(String x, long millis, boolean isMinor, boolean isAtEnd) {}

    /**
     * @param millis it took so far; null before it began
     */
    record Row(StepGroup step, List<Bar> bars, @Nullable Long millis) {}

    private final Instant start;
    private final Instant now;
    private final long length;
    private final Outline outline;

    Timeline(Run run, Outline outline, Instant now) {
        var summary = run.summary();
        this.outline = outline;
        this.start = summary.startedAt() == null ? run.head().createdAt() : summary.startedAt();
        this.now = summary.endedAt() == null ? now : summary.endedAt();
        this.length = Math.max(1, Duration.between(start, this.now).toMillis());
    }

    List<Row> rows(int most) {
        return outline.steps().stream().limit(most).map(this::row).toList();
    }

    /** What people call the step, with its path where many have the same title. */
    String title(String path) {
        var step = outline.find(StepGroup.keyOf(path));
        if (step == null) {
            return path;
        }
        return step.isRepeated() ? step.title() + " (" + path + ")" : step.title();
    }

    int size() {
        return outline.steps().size();
    }

    public List<Tick> ticks() {
        var step = STEPS[STEPS.length - 1];
        for (var each : STEPS) {
            if (length / each < MOST_TICKS) {
                step = each;
                break;
            }
        }
        var ticks = new ArrayList<Tick>();
        for (var at = 0L; at <= length; at += step) {
            var share = share(at);
            ticks.add(new Tick(percent(share), at, ticks.size() % 2 == 1, share > AT_END));
        }
        return ticks;
    }

    private Row row(StepGroup step) {
        var begun = step.startedAt();
        if (begun == null) {
            return new Row(step, List.of(), null);
        }
        var ended = step.endedAt() == null ? now : step.endedAt();
        return new Row(
                step,
                step.count() == 1
                        ? bars(step.records().getFirst())
                        : List.of(whole(step, begun, ended)),
                Math.max(0, Duration.between(begun, ended).toMillis()));
    }

    private Bar whole(StepGroup step, Instant begun, Instant ended) {
        return bar(begun, ended, StepLook.of(step.status()), false);
    }

    private List<Bar> bars(StepRecord step) {
        var begun = step.startedAt();
        if (begun == null) {
            return List.of();
        }
        var state = StepLook.of(step.status());
        var ended = step.endedAt() == null ? now : step.endedAt();
        var attempts = step.attempts();
        if (attempts.isEmpty()) {
            return List.of(bar(begun, ended, state, false));
        }
        var bars = new ArrayList<Bar>();
        bars.add(bar(begun, ended, state, true));
        attempts.stream()
                .skip(Math.max(0, attempts.size() - MOST_BARS))
                .forEach(
                        attempt ->
                                bars.add(
                                        bar(
                                                attempt.startedAt(),
                                                attempt.endedAt() == null ? now : attempt.endedAt(),
                                                attempt.error() == null ? state : "failed",
                                                false)));
        return bars;
    }

    private Bar bar(Instant from, Instant to, String state, boolean isThin) {
        var left = share(Duration.between(start, from).toMillis());
        var right = share(Duration.between(start, to).toMillis());
        var width = Math.max(THINNEST, right - left);
        return new Bar(percent(Math.min(left, 100 - width)), percent(width), state, isThin);
    }

    private double share(long millis) {
        return Math.clamp(millis * 100. / length, 0, 100);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share);
    }
}
