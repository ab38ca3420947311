package dev.baton.ledger;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a call ended. */
public enum UsageStatus {
    COMPLETED,
    FAILED,
    /** The caller left; what had come by then is billed. */
    CANCELLED,
    /** The instance died during the call; billed at its worst case. */
    INTERRUPTED;

    /** Everything but {@link #COMPLETED}, in a filter. */
    public static final String NOT_COMPLETED = "not_completed";

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a filter may ask for. */
    public static List<String> wanted() {
        return Stream.concat(
                        Arrays.stream(values()).map(UsageStatus::wire), Stream.of(NOT_COMPLETED))
                .toList();
    }

    /** What a filter's word stands for; any status for no word, empty for an unknown one. */
    public static Optional<Set<UsageStatus>> wanted(@Nullable String word) {
        if (word == null || word.isBlank()) {
            return Optional.of(Set.of());
        }
        if (word.equals(NOT_COMPLETED)) {
            return Optional.of(EnumSet.complementOf(EnumSet.of(COMPLETED)));
        }
        return Arrays.stream(values())
                .filter(status -> status.wire().equals(word))
                .findFirst()
                .map(Set::of);
    }
}
