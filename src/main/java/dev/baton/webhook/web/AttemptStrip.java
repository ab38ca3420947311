package dev.baton.webhook.web;

import dev.baton.webhook.RecentAttempt;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The latest attempts of an endpoint as a row of bars, oldest first: tall where it was accepted, short
 * where not.
 */
record AttemptStrip(List<RecentAttempt> attempts) {

    private static final int MOST = 30;
    private static final int STEP = 4;

    AttemptStrip {
        attempts = List.copyOf(attempts.subList(Math.max(0, attempts.size() - MOST), attempts.size()));
    }

    /** One bar; the newest is always at the right edge. */
    record Bar(int x, int y, int height, String ink) {}

    public List<Bar> bars() {
        var first = MOST - attempts.size();
        return IntStream.range(0, attempts.size())
                .mapToObj(at -> bar((first + at) * STEP, attempts.get(at).succeeded()))
                .toList();
    }

    public boolean isEmpty() {
        return attempts.isEmpty();
    }

    public long accepted() {
        return attempts.stream().filter(RecentAttempt::succeeded).count();
    }

    public int total() {
        return attempts.size();
    }

    public @Nullable Instant last() {
        return attempts.isEmpty() ? null : attempts.getLast().at();
    }

    private static Bar bar(int x, boolean succeeded) {
        return succeeded ? new Bar(x, 2, 16, "ok") : new Bar(x, 10, 8, "failed");
    }
}
