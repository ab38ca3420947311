package dev.baton.run.engine;

import dev.baton.run.engine.RunEvent.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a variable changes. What does not fit the variable's value replaces it, as nothing else would
 * make sense.
 */
final class Changes {

    private Changes() {}

    static @Nullable Object apply(@Nullable Object before, Change change) {
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

    private static Object append(@Nullable Object before, @Nullable Object value) {
        var list = before instanceof Appended own ? own : new Appended(before);
        list.add(value);
        return list;
    }

    /** A list that no one else holds, so that a long one is not copied for each item. */
    private static final class Appended extends ArrayList<@Nullable Object> {

        Appended(@Nullable Object before) {
            super(before instanceof List<?> some ? some : List.of());
        }
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
