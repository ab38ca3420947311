package dev.baton.run;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a list shows.
 *
 * @param status null for all
 * @param from begun then or later; null for all
 * @param to begun before then; null for all
 * @param id of the only one; null for all
 * @param correlation what their starter calls the request; null for all
 */
public record RunFilter(
        @Nullable RunStatus status,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID id,
        @Nullable String correlation) {

    public static final RunFilter ALL = new RunFilter(null, null, null);

    public RunFilter(@Nullable RunStatus status, @Nullable Instant from, @Nullable Instant to) {
        this(status, from, to, null, null);
    }

    /** Of one request. */
    public static RunFilter called(String correlation) {
        return new RunFilter(null, null, null, null, correlation);
    }

    /** Whether one run is looked for, or those of one request. */
    public boolean isSearch() {
        return id != null || correlation != null;
    }
}
