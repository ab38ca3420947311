package dev.baton.run.web;

import dev.baton.run.StepRecord;
import dev.baton.run.StepStatus;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A step of the graph with what has become of it: one record, or those of all items and rounds that
 * it is in.
 *
 * @param key its path with {@code *} in the place of items and rounds
 * @param kind of its action
 * @param depth how many steps it is in
 * @param after keys of the steps that it comes after
 * @param isRepeated whether it is in a map or a loop
 * @param status as it stands now; of several, what is under way comes before what failed
 * @param failed how many of them
 * @param startedAt null before the first began
 * @param endedAt null while one is under way, and before the first began
 */
record StepGroup(
        String key,
        String title,
        String kind,
        int depth,
        List<String> after,
        boolean isRepeated,
        List<StepRecord> records,
        StepStatus status,
        int failed,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    private static final Pattern ITEM = Pattern.compile("/\\d+(?=/)");

    /** The key of a step, whichever item or round it is of. */
    static String keyOf(String path) {
        if (path.indexOf('/') < 0) {
            return path;
        }
        return ITEM.matcher(path).replaceAll("/*");
    }

    static StepGroup of(
            String key,
            String title,
            String kind,
            int depth,
            List<String> after,
            boolean isRepeated,
            List<StepRecord> records) {
        var status = StepStatus.PENDING;
        var failed = 0;
        var isOver = true;
        Instant started = null;
        Instant ended = null;
        for (var at = 0; at < records.size(); at++) {
            var record = records.get(at);
            if (at == 0 || weight(record.status()) < weight(status)) {
                status = record.status();
            }
            if (record.status() == StepStatus.FAILED) {
                failed++;
            }
            var start = record.startedAt();
            if (start != null && (started == null || start.isBefore(started))) {
                started = start;
            }
            var end = record.endedAt();
            isOver &= end != null;
            if (end != null && (ended == null || end.isAfter(ended))) {
                ended = end;
            }
        }
        return new StepGroup(
                key,
                title,
                kind,
                depth,
                after,
                isRepeated,
                records,
                status,
                failed,
                started,
                isOver ? ended : null);
    }

    public boolean hasBegun() {
        return !records.isEmpty();
    }

    /** What its status looks like. */
    public String state() {
        return StepLook.of(status);
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

    /** When it came up, be it to be passed over; the end of time before that. */
    Instant cameUp() {
        return startedAt != null ? startedAt : endedAt != null ? endedAt : Instant.MAX;
    }
}
