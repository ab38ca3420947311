package dev.baton.model.provider;

import dev.baton.model.AnswerChunk;
import dev.baton.model.CallFailed;
import dev.baton.model.TokenUsage;
import dev.baton.platform.http.SseEvent;

import java.util.Queue;

/** Understands one provider's stream; not for several threads. */
interface ChunkReader {

    /** Takes the next event and adds the pieces that it makes for the caller, often one. */
    void take(SseEvent event, Queue<AnswerChunk> pieces) throws CallFailed;

    /** Takes the end of the body, which is a cut unless the protocol's own end has come before. */
    void end() throws CallFailed;

    /** Whether the provider has ended the stream as its protocol demands, with a finish reason. */
    boolean isComplete();

    /** Used so far: the provider's figures, else counted from the question and what came. */
    TokenUsage usage();
}
