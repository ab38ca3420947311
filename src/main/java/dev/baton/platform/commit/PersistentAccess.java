package dev.baton.platform.commit;

import dev.baton.platform.database.Outage;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the database until it answers, and knows for how long it has not. For one thread. */
final class PersistentAccess {

    private static final Logger LOG = LoggerFactory.getLogger(PersistentAccess.class);

    private static final Duration STALLED = Duration.ofSeconds(2);
    private static final long MIN_PAUSE_MILLIS = 50;
    private static final long MAX_PAUSE_MILLIS = 1_000;

    private volatile long failingSinceNanos;

    /** When the access under way began, 0 when none is: a silent database does not even fail. */
    private volatile long askingSinceNanos;

    /** Whether it has failed or said nothing for too long; for all threads. */
    boolean isStalled() {
        return isLongAgo(failingSinceNanos) || isLongAgo(askingSinceNanos);
    }

    /** The answer, be it a refusal. */
    <T> T untilAnswered(Supplier<T> access) throws InterruptedException {
        for (var pause = MIN_PAUSE_MILLIS; ; pause = Math.min(pause * 2, MAX_PAUSE_MILLIS)) {
            try {
                askingSinceNanos = now();
                var answer = access.get();
                failingSinceNanos = 0;
                return answer;
            } catch (RuntimeException failure) {
                if (!Outage.is(failure)) {
                    throw failure;
                }
                if (failing()) {
                    LOG.warn("Nothing can be stored, trying on: {}", failure.toString());
                }
            } finally {
                askingSinceNanos = 0;
            }
            Thread.sleep(pause);
        }
    }

    /** True for the first failure of a row. */
    boolean failing() {
        var first = failingSinceNanos == 0;
        if (first) {
            failingSinceNanos = now();
        }
        return first;
    }

    private static long now() {
        return Math.max(1, System.nanoTime());
    }

    private static boolean isLongAgo(long nanos) {
        return nanos != 0 && System.nanoTime() - nanos > STALLED.toNanos();
    }
}
