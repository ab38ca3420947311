package dev.baton.state;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets those who write the same record at this instance wait for each other in memory, in the order
 * in which they came. In the database each would keep a connection from others while it waits.
 */
@Component
class Turns {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final ConcurrentHashMap<StateKey, Turn> turns = new ConcurrentHashMap<>();

    private static final class Turn {

        private final ReentrantLock lock = new ReentrantLock(true);
        private int users;
    }

    /**
     * The work's result, once it was this one's turn; {@link StateBusy} when that takes too long.
     */
    <T> T take(StateKey key, Supplier<T> work) {
        var turn = turns.compute(key, (_, found) -> joined(found == null ? new Turn() : found));
        try {
            if (!turn.lock.tryLock(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StateBusy(key);
            }
            try {
                return work.get();
            } finally {
                turn.lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateBusy(key);
        } finally {
            turns.computeIfPresent(key, (_, left) -> --left.users == 0 ? null : left);
        }
    }

    private static Turn joined(Turn turn) {
        turn.users++;
        return turn;
    }

    /** How many records somebody writes or waits to write. */
    int size() {
        return turns.size();
    }
}
