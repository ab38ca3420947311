package dev.baton.run.web;

import dev.baton.run.RunHistory;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a run knew at one of its versions, and what differs from another.
 *
 * @param with the version that it is compared with; 0 for what there is before the first
 * @param last version of the run
 * @param leftOut differences that are not listed
 */
record StateView(
        int version,
        int with,
        int last,
        Instant at,
        List<Change> changes,
        int leftOut,
        PrettyJson variables,
        PrettyJson results) {

    private static final int MOST = 200;

    /**
     * A difference.
     *
     * @param kind {@code added}, {@code removed} or {@code changed}
     * @param before null where there was nothing
     * @param after null where there is nothing
     */
    record Change(String path, String kind, @Nullable String before, @Nullable String after) {}

    static StateView of(RunHistory.Version now, RunHistory.@Nullable Version before, int last) {
        var known = known(now);
        var differences = new Differences();
        differences.members(before == null ? Map.of() : known(before), known, null);
        return new StateView(
                now.version(),
                before == null ? 0 : before.version(),
                last,
                now.at(),
                differences.found,
                differences.leftOut,
                PrettyJson.written(now.state().variables()),
                PrettyJson.written(now.state().results()));
    }

    private static Map<String, @Nullable Object> known(RunHistory.Version version) {
        var known = new LinkedHashMap<String, @Nullable Object>();
        version.state().variables().forEach((name, value) -> known.put("variables." + name, value));
        version.state().results().forEach((name, value) -> known.put("results." + name, value));
        return known;
    }

    /** The names that lead to a value, put together only where it is listed. */
    private record Path(@Nullable Path before, String name) {

        private static final int LONGEST = 300;

        String text() {
            var names = new ArrayDeque<String>();
            for (Path at = this; at != null; at = at.before) {
                names.push(at.name);
            }
            var text = String.join(".", names);
            return text.length() > LONGEST
                    ? text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…"
                    : text;
        }
    }

    private static final class Differences {

        private final List<Change> found = new ArrayList<>();
        private int leftOut;

        void members(Map<?, ?> before, Map<?, ?> after, @Nullable Path path) {
            var names = new LinkedHashSet<Object>(before.keySet());
            names.addAll(after.keySet());
            for (var name : names) {
                var at = new Path(path, String.valueOf(name));
                if (!after.containsKey(name)) {
                    add(at, "removed", brief(before.get(name)), null);
                } else if (!before.containsKey(name)) {
                    add(at, "added", null, brief(after.get(name)));
                } else {
                    values(before.get(name), after.get(name), at);
                }
            }
        }

        private void values(@Nullable Object before, @Nullable Object after, Path path) {
            if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
                members(one, other, path);
            } else if (!Objects.equals(before, after)) {
                add(path, "changed", brief(before), brief(after));
            }
        }

        /** Nothing of what is not listed. */
        private String brief(@Nullable Object value) {
            return found.size() == MOST ? "" : PrettyJson.brief(value);
        }

        private void add(Path path, String kind, @Nullable String before, @Nullable String after) {
            if (found.size() == MOST) {
                leftOut++;
            } else {
                found.add(new Change(path.text(), kind, before, after));
            }
        }
    }
}
