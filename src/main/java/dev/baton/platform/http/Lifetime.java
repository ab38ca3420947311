package dev.baton.platform.http;

import dev.baton.platform.http.OutgoingFailure.Kind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The life of one call: its deadlines, and that it ends exactly once, by its reader, by whoever
 * cancels it, or by the {@link Watch}. Who ends it decides what it failed of.
 */
final class Lifetime {

    private enum State {
        /** Ending it cuts off what the opening thread waits for; that thread cleans up. */
        OPENING,
        /** Whoever ends it cleans up. */
        OPEN,
        OVER
    }

    private final OutgoingLimits limits;
    private final long totalDeadline;
    private volatile @Nullable Kind step;
    private volatile long stepDeadline;

    // guarded by this
    private State state = State.OPENING;
    private Runnable cut = () -> {};
    private Runnable cleanUp = () -> {};
    private @Nullable Kind endedBy;

    Lifetime(OutgoingLimits limits) {
        this.limits = limits;
        this.totalDeadline = System.nanoTime() + limits.total().toNanos();
    }

    OutgoingLimits limits() {
        return limits;
    }

    /** A step begins: if it takes longer, the life ends so. */
    void within(Duration limit, Kind ending) {
        step = null;
        stepDeadline = System.nanoTime() + limit.toNanos();
        step = ending;
    }

    /** The step is done; only the total limit counts. */
    void stepDone() {
        step = null;
    }

    /** Called by the watch, a few times a second. */
    void expire(long now) {
        Kind ending = step;
        if (now - totalDeadline >= 0) {
            end(Kind.TIMEOUT_TOTAL);
        } else if (ending != null && now - stepDeadline >= 0) {
            end(ending);
        }
    }

    /** Says what to do when the life ends early; does it at once if it has ended. */
    void cutBy(Runnable how) throws IOException {
        synchronized (this) {
            if (state != State.OVER) {
                cut = how;
                return;
            }
        }
        how.run();
        throw new IOException("ended before");
    }

    /** Waits for something that the end of the life cancels. */
    <T> T await(Future<T> future) throws IOException, InterruptedException {
        try {
            if (!future.isDone()) {
                cutBy(() -> future.cancel(true));
            }
            return future.get();
        } catch (CancellationException e) {
            throw new IOException("cancelled while waiting", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    /** The opening thread is done: from now on any end cleans up. False if it has ended already. */
    synchronized boolean open(Runnable how) {
        if (state == State.OVER) {
            return false;
        }
        state = State.OPEN;
        cleanUp = how;
        return true;
    }

    /** Ends it early, unless it has ended. */
    void end(Kind kind) {
        State before = over(kind);
        if (before != State.OVER) {
            cut.run();
        }
        if (before == State.OPEN) {
            cleanUp.run();
        }
    }

    /** Ends it as it should end. False if it has ended already; else the caller cleans up. */
    boolean complete() {
        return over(null) != State.OVER;
    }

    synchronized boolean isOver() {
        return state == State.OVER;
    }

    /** What ended it early; of one that ended well, that it is over. */
    synchronized Kind ending() {
        return endedBy == null ? Kind.CANCELLED : endedBy;
    }

    /** Gives the state before; only one caller ever sees another one than OVER. */
    private synchronized State over(@Nullable Kind kind) {
        State before = state;
        if (before != State.OVER) {
            state = State.OVER;
            endedBy = kind;
        }
        return before;
    }
}
