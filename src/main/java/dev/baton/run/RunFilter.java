package dev.baton.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a list shows.
 *
 * @param status null for all
 * @param from begun then or later; null for all
 * @param to begun before then; null for all
 */
public record RunFilter(
        @Nullable RunStatus status, @Nullable Instant from, @Nullable Instant to) {

    public static final RunFilter ALL = new RunFilter(null, null, null);
}
