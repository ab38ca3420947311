package dev.baton.workflow.web;

import dev.baton.workflow.GraphChange;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A difference between two graphs as it is shown. */
record ChangeText(String path, String kind, String before, String after) {

    private static final int LONGEST = 400;

    /** Older versions than these are compared through the API. */
    private static final int MOST_VERSIONS = 50;

    static List<ChangeText> of(List<GraphChange> changes) {
        return changes.stream()
                .map(
                        change ->
                                new ChangeText(
                                        change.path().isEmpty() ? "/" : change.path(),
                                        change.kind().name().toLowerCase(Locale.ROOT),
                                        text(change.before()),
                                        text(change.after())))
                .toList();
    }

    private static String text(@Nullable Object value) {
        var text = JsonText.line(value);
        return text.length() <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
    }

    /** Of the newest versions, newest first. */
    static List<Integer> numbers(int latest) {
        return IntStream.rangeClosed(Math.max(1, latest - MOST_VERSIONS + 1), latest)
                .boxed()
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
