package dev.baton.platform.memory;

import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What one request holds of the {@link MemoryBudget}. It takes from it in larger pieces, so that a
 * stream of small chunks meets the other requests' count once in a while only.
 */
public final class Holding implements AutoCloseable {

    /** The request's attribute under which the holding of its body is found. */
    public static final String ATTRIBUTE = Holding.class.getName();

    private static final int PIECE = 16 * 1024;

    private final @Nullable MemoryBudget budget;
    private long used;
    private long taken;
    private boolean closed;
    private @Nullable UUID owner;
    private CompletionStage<?> until = CompletableFuture.completedStage(null);

    Holding(@Nullable MemoryBudget budget) {
        this.budget = budget;
    }

    /** For what is bounded otherwise: it never refuses. */
    public static Holding unbounded() {
        return new Holding(null);
    }

    /**
     * It counts in the share of this owner too, with what it holds already; whose it is, is often
     * known only when a part has been read.
     *
     * @throws NoRoom when that does not fit
     */
    public synchronized void countFor(UUID somebody) {
        if (budget == null || closed || owner != null) {
            return;
        }
        budget.takeOfShare(taken, somebody);
        owner = somebody;
    }

    /**
     * So many bytes more are held until it is closed.
     *
     * @throws NoRoom when they do not fit, or its owner may hold no more; nothing is added then
     */
    public synchronized void grow(long bytes) {
        if (budget == null || closed) {
            return;
        }
        var missing = used + bytes - taken;
        if (missing > 0) {
            var more = Math.max(missing, PIECE);
            budget.take(more, owner);
            taken += more;
        }
        used += bytes;
    }

    /** A body whose bytes count as they are read. */
    public InputStream counting(InputStream body) {
        return budget == null ? body : new Counting(body, this);
    }

    /** What is held is needed until then, also after it was closed. */
    public synchronized void keepUntil(CompletionStage<?> done) {
        until = done;
    }

    /** Gives all back, at once or when what it is kept for is done. */
    @Override
    public void close() {
        CompletionStage<?> done;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            done = until;
        }
        done.whenComplete((_, _) -> giveBack());
    }

    private synchronized void giveBack() {
        if (budget != null) {
            budget.give(taken, owner);
            taken = 0;
        }
    }

    private static final class Counting extends FilterInputStream {

        private final Holding holding;

        private Counting(InputStream body, Holding holding) {
            super(body);
            this.holding = holding;
        }

        @Override
        public int read() throws IOException {
            var value = super.read();
            holding.grow(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            var count = super.read(target, offset, length);
            holding.grow(Math.max(0, count));
            return count;
        }
    }
}
