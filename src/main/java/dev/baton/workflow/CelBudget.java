package dev.baton.workflow;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What computing may cost, counted in the same units on every machine: one for each part of an
 * expression that is computed, more for long texts and lists. Who writes expressions is not
 * trusted.
 */
final class CelBudget {

    /** The budget of what is being computed, for functions that would be done before it is paid. */
    static final ScopedValue<CelBudget> CURRENT = ScopedValue.newInstance();

    static final int LONGEST_TEXT = 4_000_000;
    static final int LONGEST_LIST = 200_000;

    /** Letters of JSON that all values computed together may come to, about. */
    static final int LARGEST_VALUE = 4_000_000;

    private static final long UNITS = 1_000_000;
    private static final int LETTERS_PER_UNIT = 64;
    private static final int COMPARISONS_PER_UNIT = 1_024;
    private static final int ITEMS_PER_UNIT = 8;

    private long left = UNITS;
    private long written;

    /** The cost is above what is left. */
    static final class Exhausted extends RuntimeException {

        Exhausted(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    void charge(long units) {
        left -= units;
        if (left < 0 || units < 0) {
            throw new Exhausted("it costs too much to compute");
        }
    }

    /** Charges for comparing or looking through letters, each with each. */
    void chargeProduct(long letters, long by) {
        charge(1 + letters * Math.max(1, by) / COMPARISONS_PER_UNIT);
    }

    /**
     * @param compared parts of the expression whose values are then looked at as a whole
     * @param gathering parts whose values are paid for already
     */
    CelEvaluationListener listener(Set<Long> compared, Set<Long> gathering) {
        return (part, value) -> {
            charge(1);
            if (!gathering.contains(part.id())) {
                pay(part, value, compared);
            }
        };
    }

    private void pay(CelExpr part, @Nullable Object value, Set<Long> compared) {
        switch (value) {
            case String text -> {
                checkLength(text.length());
                charge(text.length() / LETTERS_PER_UNIT);
            }
            case Collection<?> list -> {
                if (list.size() > LONGEST_LIST) {
                    throw new Exhausted("a list has more than %d items".formatted(LONGEST_LIST));
                }
                charge(list.size() / ITEMS_PER_UNIT);
            }
            case null, default -> {}
        }
        if (compared.contains(part.id())) {
            chargeWhole(value);
        }
    }

    /**
     * Charges for a value that is to be kept, or a part of it. One may stand in many places of
     * another: it is written in each.
     *
     * @param letters that it takes beside its parts
     */
    void chargeWritten(long letters) {
        charge(letters / LETTERS_PER_UNIT);
        written += letters;
        if (written > LARGEST_VALUE) {
            throw new Exhausted(
                    "what it comes to has more than %d letters".formatted(LARGEST_VALUE));
        }
    }

    static void checkLength(long length) {
        if (length > LONGEST_TEXT) {
            throw new Exhausted("a text is longer than %d letters".formatted(LONGEST_TEXT));
        }
    }

    /** One list may stand in many places of another: its size says little. */
    private void chargeWhole(@Nullable Object value) {
        charge(1);
        switch (value) {
            case String text -> charge(text.length() / LETTERS_PER_UNIT);
            case List<?> list -> list.forEach(this::chargeWhole);
            case Map<?, ?> map -> map.values().forEach(this::chargeWhole);
            case null, default -> {}
        }
    }
}
