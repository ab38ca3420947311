package dev.baton.run.web;

import dev.baton.run.Comparison;
import dev.baton.run.Difference;
import dev.baton.run.Differences;
import dev.baton.run.Run;
import dev.baton.run.StepRecord;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two runs beside each other, as people read it.
 *
 * @param parts what the runs as a whole were given and came to
 * @param more how many steps are shown once there are more; null for all
 */
record ComparisonView(
        Run before,
        Run after,
        @Nullable Long millisBefore,
        @Nullable Long millisAfter,
        List<Part> parts,
        List<Step> steps,
        int different,
        int total,
        @Nullable Integer more) {

    /**
     * A value of both.
     *
     * @param key end of its name's message
     * @param leftOut how many changes there are beside those that are told
     */
    record Part(String key, List<Change> changes, int leftOut) {

        /** Letters of the changes that are told; what finds no room any more is counted. */
        private static final int ROOM = 10_000;

        static Part of(String key, Differences differences) {
            var told = new ArrayList<Change>();
            var letters = 0;
            for (var difference : differences.found()) {
                if (letters < ROOM) {
                    var change = Change.of(difference);
                    told.add(change);
                    letters += change.letters();
                }
            }
            var rest = differences.found().size() - told.size();
            return new Part(key, told, differences.leftOut() + rest);
        }

        public boolean isSame() {
            return changes.isEmpty() && leftOut == 0;
        }
    }

    /**
     * A difference.
     *
     * @param kind {@code added}, {@code removed} or {@code changed}
     */
    record Change(String path, String kind, TextChange text) {

        static Change of(Difference difference) {
            return new Change(
                    difference.pointer().isEmpty() ? "/" : difference.pointer(),
                    difference.kind().name().toLowerCase(Locale.ROOT),
                    TextChange.of(difference));
        }

        private int letters() {
            return path.length() + text.letters();
        }
    }

    /** A step of both; a side is null where the run has not come to it. */
    record Step(
            StepRecord step,
            @Nullable StepRecord before,
            @Nullable StepRecord after,
            boolean differs,
            List<Part> parts) {

        static Step of(Comparison.Pair pair) {
            return new Step(
                    pair.step(),
                    pair.before(),
                    pair.after(),
                    pair.differs(),
                    List.of(
                            Part.of("arguments", pair.arguments()),
                            Part.of("result", pair.result())));
        }

        /** What a status looks like. */
        public String look(StepRecord record) {
            return StepLook.of(record.status());
        }
    }

    /**
     * @param page how many steps more are shown at a time
     * @param most how many may be
     */
    static ComparisonView of(Comparison comparison, int page, int most, Instant now) {
        var next = comparison.next();
        return new ComparisonView(
                comparison.before(),
                comparison.after(),
                millis(comparison.before(), now),
                millis(comparison.after(), now),
                List.of(
                        Part.of("input", comparison.input()),
                        Part.of("variables", comparison.variables()),
                        Part.of("output", comparison.output())),
                comparison.steps().stream().map(Step::of).toList(),
                comparison.different(),
                comparison.total(),
                next == null || next >= most ? null : next + page);
    }

    private static @Nullable Long millis(Run run, Instant now) {
        var took = run.summary().took(now);
        return took == null ? null : took.toMillis();
    }
}
