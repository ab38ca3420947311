package dev.baton.ledger.web;

import dev.baton.ledger.UsageSums;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the statistics page draws and sorts by: its tabs. */
enum StatsMeasure {
    COST(UsageSums::costNanos),
    TOKENS(UsageSums::tokens),
    REQUESTS(UsageSums::calls),
    /** Drawn as percentiles; sorted by the mean. */
    LATENCY(sums -> Math.round(sums.meanLatencyMillis().orElse(0))),
    ERRORS(UsageSums::notCompleted);

    private final ToLongFunction<UsageSums> value;

    StatsMeasure(ToLongFunction<UsageSums> value) {
        this.value = value;
    }

    static StatsMeasure of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(measure -> measure.code().equals(code))
                .findFirst()
                .orElse(COST);
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    long of(UsageSums sums) {
        return value.applyAsLong(sums);
    }

    /** Whether parts add up to the whole; percentiles do not. */
    boolean isAdditive() {
        return this != LATENCY;
    }

    Comparator<UsageSums> greatestFirst() {
        return Comparator.comparingLong((UsageSums sums) -> of(sums))
                .thenComparingLong(UsageSums::costNanos)
                .thenComparingLong(UsageSums::calls)
                .reversed();
    }
}
