package dev.baton.model;

import org.jspecify.annotations.Nullable;

/**
 * An answer that arrives in pieces, as chunk objects of OpenAI's chat completions. It ends cleanly
 * ({@link #next} gives null) only when a finish reason was seen and the provider ended the stream
 * properly; everything else is a {@link CallFailed}.
 */
public interface AnswerStream extends AutoCloseable {

    /** The next piece, or null after the last one. Waits for it; interruptible by {@link #cancel}. */
    @Nullable AnswerChunk next() throws CallFailed;

    /** What was consumed so far: the provider's figures when it gave them, else our count. */
    TokenUsage usage();

    /** Ends the call upstream at once; callable from any thread. */
    void cancel();

    @Override
    void close();
}
