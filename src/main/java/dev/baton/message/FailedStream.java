package dev.baton.message;

import dev.baton.model.AnswerChunk;
import dev.baton.model.AnswerStream;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;

/** The stream of a call that failed before its first piece, for a caller whose answer has begun. */
record FailedStream(Failure failure, TokenUsage usage) implements AnswerStream {

    /** Throws what the call failed with. */
    interface Failure {

        AnswerChunk happen() throws CallFailed;
    }

    static FailedStream of(CallFailed failure) {
        return new FailedStream(
                () -> {
                    throw failure;
                },
                failure.usage());
    }

    static FailedStream of(RuntimeException fault) {
        return new FailedStream(
                () -> {
                    throw fault;
                },
                TokenUsage.NONE);
    }

    @Override
    public AnswerChunk next() throws CallFailed {
        return failure.happen();
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {}
}
