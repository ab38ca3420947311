package dev.baton.platform;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list that is read by key: the rows and the cursor that continues after the last of
 * them, null on the last page.
 */
public record Page<T>(List<T> data, @Nullable String nextCursor) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    /**
     * Makes a page of rows that were read with one more than {@code limit}: the extra row only tells
     * that there is a next page.
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        var page = List.copyOf(rows.subList(0, limit));
        return new Page<>(page, cursor.apply(page.getLast()));
    }

    public <R> Page<R> map(Function<T, R> mapping) {
        return new Page<>(data.stream().map(mapping).toList(), nextCursor);
    }
}
