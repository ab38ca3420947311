package dev.baton.model;

import org.jspecify.annotations.Nullable;

/** A stream whose end is measured, once, however it ends. */
final class MeasuredStream implements AnswerStream {

    private final AnswerStream stream;
    private final ModelMetrics.Watch watch;
    private boolean ended;

    MeasuredStream(AnswerStream stream, ModelMetrics.Watch watch) {
        this.stream = stream;
        this.watch = watch;
    }

    @Override
    public @Nullable AnswerChunk next() throws CallFailed {
        try {
            var chunk = stream.next();
            if (chunk == null && !ended) {
                ended = true;
                watch.succeeded(stream.usage());
            }
            return chunk;
        } catch (CallFailed e) {
            if (!ended) {
                ended = true;
                watch.failed(e);
            }
            throw e;
        }
    }

    @Override
    public TokenUsage usage() {
        return stream.usage();
    }

    @Override
    public void cancel() {
        stream.cancel();
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            watch.brokenOff(stream.usage());
        }
        stream.close();
    }
}
