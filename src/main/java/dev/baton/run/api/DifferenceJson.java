package dev.baton.run.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.baton.run.Difference;
import dev.baton.run.engine.Letters;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * Where two values differ.
 *
 * @param pointer JSON pointer into what differs
 * @param kind {@code added}, {@code removed} or {@code changed}
 * @param before left out where there is nothing, or it is large
 * @param after left out where there is nothing, or it is large
 * @param large whether values are left out that are larger than 10 000 letters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DifferenceJson(
        String pointer,
        String kind,
        @Nullable Object before,
        @Nullable Object after,
        boolean large) {

    private static final long LARGE = 10_000;

    static DifferenceJson of(Difference difference) {
        return new DifferenceJson(
                difference.pointer(),
                difference.kind().name().toLowerCase(Locale.ROOT),
                small(difference.before()),
                small(difference.after()),
                isLarge(difference.before()) || isLarge(difference.after()));
    }

    private static @Nullable Object small(@Nullable Object value) {
        return isLarge(value) ? null : value;
    }

    private static boolean isLarge(@Nullable Object value) {
        return Letters.ofValue(value) > LARGE;
    }
}
