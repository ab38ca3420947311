package dev.baton.run.web;

import dev.baton.run.StepRecord;
import dev.baton.run.StepStatus;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A step of the graph with what has become of it: one record, or those of all items and rounds that
 * it is in.
 *
 * @param key its path with {@code *} in the place of items and rounds
 * @param kind of its action
 * @param depth how many steps it is in
 * @param after keys of the steps that it comes after
 * @param isRepeated whether it is in a map or a loop
 */
record StepGroup(
        String key,
        String title,
        String kind,
        int depth,
        List<String> after,
        boolean isRepeated,
        List<StepRecord> records) {

    /** The key of a step, whichever item or round it is of. */
    static String keyOf(String path) {
        return path.replaceAll("/\\d+(?=/)", "/*");
    }

    public boolean hasBegun() {
        return !records.isEmpty();
    }

    /** As it stands now; of several, what is under way comes before what failed. */
    public StepStatus status() {
        return records.stream()
                .map(StepRecord::status)
                .min(Comparator.comparingInt(StepGroup::weight))
                .orElse(StepStatus.PENDING);
    }

    /** What its status looks like. */
    public String state() {
        return StepLook.of(status());
    }

    private static int weight(StepStatus status) {
        return switch (status) {
            case RUNNING -> 0;
            case RETRYING -> 1;
            case WAITING_APPROVAL -> 2;
            case WAITING -> 3;
            case PENDING -> 4;
            case FAILED -> 5;
            case COMPLETED -> 6;
            case CANCELLED -> 7;
            case SKIPPED -> 8;
        };
    }

    public int count() {
        return records.size();
    }

    public long failed() {
        return records.stream().filter(it -> it.status() == StepStatus.FAILED).count();
    }

    /** Null before the first began. */
    public @Nullable Instant startedAt() {
        return records.stream()
                .map(StepRecord::startedAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Null while one is under way, and before the first began. */
    public @Nullable Instant endedAt() {
        return records.stream().anyMatch(it -> it.endedAt() == null)
                ? null
                : records.stream()
                        .map(StepRecord::endedAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }

    /** When it came up, be it to be passed over; the end of time before that. */
    Instant cameUp() {
        var started = startedAt();
        var ended = endedAt();
        return started != null ? started : ended != null ? ended : Instant.MAX;
    }
}
