package dev.baton.run.engine;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How often steps of loops were begun with the same arguments. Changed by {@link RunState} alone.
 */
final class Repeats {

    private final Map<String, Integer> counts = new HashMap<>();

    Repeats() {}

    /** As they were when the image was made. */
    Repeats(Map<String, Integer> image) {
        counts.putAll(image);
    }

    Map<String, Integer> image() {
        return new TreeMap<>(counts);
    }

    int of(String step, @Nullable Object arguments) {
        return counts.getOrDefault(key(step, arguments), 0);
    }

    void count(String step, @Nullable Object arguments) {
        counts.merge(key(step, arguments), 1, Integer::sum);
    }

    /** Rounds of a loop are one place. */
    private static String key(String step, @Nullable Object arguments) {
        return step.replaceAll("/\\d+/", "/") + "#" + Objects.hashCode(arguments);
    }
}
