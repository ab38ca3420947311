package dev.baton.run;

import dev.baton.run.Difference.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where two JSON values differ, down to the members and elements of what both have.
 *
 * @param found the first ones
 * @param leftOut how many there are beside them
 */
public record Differences(List<Difference> found, int leftOut) {

    /** Looks no further than this many. */
    private static final int MOST_LOOKED_AT = 10_000;

    /**
     * @param most that are told
     */
    public static Differences of(@Nullable Object before, @Nullable Object after, int most) {
        var search = new Search(most);
        search.values(before, after, "");
        return new Differences(List.copyOf(search.found), search.leftOut);
    }

    public boolean isEmpty() {
        return found.isEmpty() && leftOut == 0;
    }

    private static final class Search {

        private final int most;
        private final List<Difference> found = new ArrayList<>();
        private int leftOut;

        Search(int most) {
            this.most = most;
        }

        private void values(@Nullable Object before, @Nullable Object after, String at) {
            if (leftOut >= MOST_LOOKED_AT) {
                return;
            }
            if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
                members(one, other, at);
            } else if (before instanceof List<?> one && after instanceof List<?> other) {
                elements(one, other, at);
            } else if (!isSame(before, after)) {
                add(at, Kind.CHANGED, before, after);
            }
        }

        private void members(Map<?, ?> before, Map<?, ?> after, String at) {
            var names = new LinkedHashSet<Object>(before.keySet());
            names.addAll(after.keySet());
            for (var name : names) {
                var there = at + "/" + escaped(String.valueOf(name));
                if (!after.containsKey(name)) {
                    add(there, Kind.REMOVED, before.get(name), null);
                } else if (!before.containsKey(name)) {
                    add(there, Kind.ADDED, null, after.get(name));
                } else {
                    values(before.get(name), after.get(name), there);
                }
            }
        }

        private void elements(List<?> before, List<?> after, String at) {
            for (var index = 0; index < Math.max(before.size(), after.size()); index++) {
                var there = at + "/" + index;
                if (index >= after.size()) {
                    add(there, Kind.REMOVED, before.get(index), null);
                } else if (index >= before.size()) {
                    add(there, Kind.ADDED, null, after.get(index));
                } else {
                    values(before.get(index), after.get(index), there);
                }
            }
        }

        /** However the number is written. */
        private static boolean isSame(@Nullable Object before, @Nullable Object after) {
            return before instanceof Number && after instanceof Number
                    ? ArgumentsHash.of(before).equals(ArgumentsHash.of(after))
                    : Objects.equals(before, after);
        }

        private static String escaped(String name) {
            return name.replace("~", "~0").replace("/", "~1");
        }

        private void add(String at, Kind kind, @Nullable Object before, @Nullable Object after) {
            if (found.size() < most) {
                found.add(new Difference(at, kind, before, after));
            } else {
                leftOut++;
            }
        }
    }
}
