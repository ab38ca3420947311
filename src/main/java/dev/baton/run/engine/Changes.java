package dev.baton.run.engine;

import dev.baton.run.engine.RunEvent.Change;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How variables change. What does not fit the variable's value replaces it, as nothing else would
 * make sense.
 */
final class Changes {

    private Changes() {}

    /** All variables once a step has changed some. */
    static Map<String, @Nullable Object> made(
            Map<String, @Nullable Object> variables, Map<String, Change> changes) {
        var changed = new LinkedHashMap<>(variables);
        changes.forEach((name, change) -> changed.put(name, apply(changed.get(name), change)));
        return Collections.unmodifiableMap(changed);
    }

    /**
     * All variables once somebody outside has set some.
     *
     * @param values a null removes a variable
     */
    static Map<String, @Nullable Object> set(
            Map<String, @Nullable Object> variables, Map<String, @Nullable Object> values) {
        var changed = new LinkedHashMap<>(variables);
        values.forEach(
                (name, value) -> {
                    if (value == null) {
                        changed.remove(name);
                    } else {
                        changed.put(name, value);
                    }
                });
        return Collections.unmodifiableMap(changed);
    }

    private static @Nullable Object apply(@Nullable Object before, Change change) {
        return switch (change.how()) {
            case SET -> change.value();
            case ADD -> add(before, change.value());
            case APPEND -> append(before, change.value());
            case MERGE -> merge(before, change.value());
        };
    }

    private static @Nullable Object add(@Nullable Object before, @Nullable Object value) {
        if (before instanceof Long left && value instanceof Long right) {
            return left + right;
        }
        if (before instanceof Number left && value instanceof Number right) {
            return left.doubleValue() + right.doubleValue();
        }
        return value;
    }

    /** Another list: steps that saw the one before go on to see that. */
    private static Object append(@Nullable Object before, @Nullable Object value) {
        var some = before instanceof List<?> list ? list : List.of();
        var more = new ArrayList<@Nullable Object>(some.size() + 1);
        more.addAll(some);
        more.add(value);
        return Collections.unmodifiableList(more);
    }

    private static @Nullable Object merge(@Nullable Object before, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> more)) {
            return value;
        }
        var merged = new LinkedHashMap<String, @Nullable Object>();
        if (before instanceof Map<?, ?> some) {
            some.forEach((key, each) -> merged.put(String.valueOf(key), each));
        }
        more.forEach((key, each) -> merged.put(String.valueOf(key), each));
        return merged;
    }
}
