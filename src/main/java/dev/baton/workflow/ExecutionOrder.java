package dev.baton.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;

/** Steps beside each other in the order in which they can begin. */
public final class ExecutionOrder {

    private ExecutionOrder() {}

    /**
     * Of those that may begin at the same time, the one that is written first comes first; those of
     * a circle and what comes after it stand at the end as they are written.
     *
     * @param after keys; those of none of the steps count for nothing
     */
    public static <T> List<T> of(
            List<T> steps, Function<T, String> key, Function<T, List<String>> after) {
        var indexes = new HashMap<String, Integer>();
        for (var index = 0; index < steps.size(); index++) {
            indexes.putIfAbsent(key.apply(steps.get(index)), index);
        }
        var missing = new int[steps.size()];
        var followers = new ArrayList<List<Integer>>();
        steps.forEach(_ -> followers.add(new ArrayList<>()));
        for (var index = 0; index < steps.size(); index++) {
            for (var earlier : new HashSet<>(after.apply(steps.get(index)))) {
                var before = indexes.get(earlier);
                if (before != null) {
                    followers.get(before).add(index);
                    missing[index]++;
                }
            }
        }
        return walk(steps, missing, followers);
    }

    private static <T> List<T> walk(List<T> steps, int[] missing, List<List<Integer>> followers) {
        var ready = new PriorityQueue<Integer>();
        for (var index = 0; index < steps.size(); index++) {
            if (missing[index] == 0) {
                ready.add(index);
            }
        }
        var ordered = new ArrayList<T>();
        var done = new HashSet<Integer>();
        while (!ready.isEmpty()) {
            var index = ready.remove();
            ordered.add(steps.get(index));
            done.add(index);
            for (var follower : followers.get(index)) {
                if (--missing[follower] == 0) {
                    ready.add(follower);
                }
            }
        }
        for (var index = 0; index < steps.size(); index++) {
            if (!done.contains(index)) {
                ordered.add(steps.get(index));
            }
        }
        return ordered;
    }
}
