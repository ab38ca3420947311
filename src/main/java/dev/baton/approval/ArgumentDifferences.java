package dev.baton.approval;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Where the arguments of one action differ from those of another.
 *
 * @param listed in the order of the arguments, the first ones
 * @param leftOut how many more there are
 */
public record ArgumentDifferences(List<Difference> listed, int leftOut) {

    static final ArgumentDifferences NONE = new ArgumentDifferences(List.of(), 0);

    private static final int MOST = 30;
    private static final int LONGEST = 300;

    public ArgumentDifferences {
        listed = List.copyOf(listed);
    }

    /**
     * One value that is not the same.
     *
     * @param path {@code body.items[2].amount}; empty for the arguments as a whole
     * @param before as people read it, shortened; null where there was none
     * @param after null where there is none any more
     */
    public record Difference(String path, @Nullable String before, @Nullable String after) {}

    public boolean isEmpty() {
        return listed.isEmpty();
    }

    /** Numbers that are written differently differ, as they do for the hash. */
    public static ArgumentDifferences between(JsonNode before, JsonNode after) {
        var finding = new Finding();
        finding.values(null, before, after);
        return new ArgumentDifferences(finding.listed, finding.leftOut);
    }

    /**
     * Where a value is; written only for those that are listed.
     *
     * @param parent null for the arguments as a whole
     * @param name null for an entry of an array
     */
    private record Path(@Nullable Path parent, @Nullable String name, int at) {

        static String told(@Nullable Path path) {
            var steps = new ArrayDeque<Path>();
            for (var one = path; one != null; one = one.parent) {
                steps.push(one);
            }
            var text = new StringBuilder();
            for (var step : steps) {
                if (step.name == null) {
                    text.append('[').append(step.at).append(']');
                } else {
                    text.append(text.isEmpty() ? "" : ".").append(ExactArguments.name(step.name));
                }
            }
            return Finding.shortened(text.toString());
        }
    }

    private static final class Finding {

        private final List<Difference> listed = new ArrayList<>();
        private int leftOut;

        private void values(
                @Nullable Path path, @Nullable JsonNode before, @Nullable JsonNode after) {
            if (before != null && after != null && before.isObject() && after.isObject()) {
                var names = new LinkedHashSet<>(after.propertyNames());
                names.addAll(before.propertyNames());
                for (var name : names) {
                    values(new Path(path, name, 0), before.get(name), after.get(name));
                }
            } else if (before != null && after != null && before.isArray() && after.isArray()) {
                for (var at = 0; at < Math.max(before.size(), after.size()); at++) {
                    values(new Path(path, null, at), before.get(at), after.get(at));
                }
            } else if (before == null || after == null || !isSame(before, after)) {
                add(path, before, after);
            }
        }

        private static boolean isSame(JsonNode before, JsonNode after) {
            return before.isNumber() && after.isNumber()
                    ? before.decimalValue().equals(after.decimalValue())
                    : before.equals(after);
        }

        private void add(@Nullable Path path, @Nullable JsonNode before, @Nullable JsonNode after) {
            if (listed.size() == MOST) {
                leftOut++;
            } else {
                listed.add(new Difference(Path.told(path), told(before), told(after)));
            }
        }

        private static @Nullable String told(@Nullable JsonNode value) {
            return value == null ? null : shortened(ExactArguments.pretty(value.toString()));
        }

        private static String shortened(String text) {
            return text.codePointCount(0, text.length()) <= LONGEST
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
        }
    }
}
