package dev.baton.model.provider;

import dev.baton.model.AnswerChunk;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;
import dev.baton.platform.http.OutgoingExchange;
import dev.baton.platform.http.OutgoingFailure;
import dev.baton.platform.http.SseReader;
import dev.baton.platform.memory.Holding;
import dev.baton.platform.memory.NoRoom;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/** Hands on a provider's stream piece by piece, holding no more than the piece at hand. */
final class HttpAnswerStream implements AnswerStream {

    private static final int MAX_EVENT = 8 << 20;

    private final OutgoingExchange exchange;
    private final SseReader events;
    private final ChunkReader reader;
    private final Queue<AnswerChunk> pieces = new ArrayDeque<>(2);
    private volatile boolean cancelled;

    HttpAnswerStream(OutgoingExchange exchange, ChunkReader reader, Holding memory) {
        this.exchange = exchange;
        this.events = new SseReader(exchange.body(), MAX_EVENT, memory);
        this.reader = reader;
    }

    /** Waits until there is a piece to give, so that a failure before it can still be repeated. */
    void awaitFirst() throws CallFailed {
        fill();
    }

    @Override
    public @Nullable AnswerChunk next() throws CallFailed {
        fill();
        return pieces.poll();
    }

    @Override
    public TokenUsage usage() {
        return reader.usage();
    }

    @Override
    public void cancel() {
        cancelled = true;
        exchange.cancel();
    }

    @Override
    public void close() {
        if (reader.isComplete()) {
            exchange.release();
        } else {
            exchange.close();
        }
    }

    private void fill() throws CallFailed {
        try {
            while (pieces.isEmpty() && !reader.isComplete()) {
                var event = events.next();
                if (event == null) {
                    reader.end();
                } else {
                    reader.take(event, pieces);
                }
            }
        } catch (OutgoingFailure e) {
            throw cancelled ? CallFailed.cancelled(usage()) : CallFailed.of(e, usage());
        } catch (NoRoom e) {
            throw CallFailed.noRoom(usage());
        } catch (IOException e) {
            throw new IllegalStateException("a body fails with OutgoingFailure only", e);
        }
    }
}
