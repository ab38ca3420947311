package dev.baton.message;

import dev.baton.model.AnswerChunk;
import dev.baton.platform.problem.Problem;
import java.io.IOException;
import java.util.List;

/**
 * Where a streamed answer goes. An {@link IOException} means that the caller has left.
 *
 * <p>The order is {@link #admitted}, {@link #begin}, any number of {@link #piece}, then {@link
 * #prepareEnd} or {@link #prepareFailure}, and {@link #end}. A call that fails before the first piece
 * has a failure only.
 */
public interface AnswerSink extends AutoCloseable {

    /** The call goes out; nothing is sent yet. */
    void admitted(AnswerHead head);

    /** @param cancel ends the call; for the sink to use when it learns that the caller has left */
    void begin(Runnable cancel) throws IOException;

    void piece(AnswerChunk chunk) throws IOException;

    /**
     * Puts together the pieces that were withheld until the answer is durable; nothing is sent yet.
     *
     * @return the whole response, to be kept for a repeat of the request
     */
    Response prepareEnd(List<AnswerChunk> withheld, Reply reply);

    /**
     * Puts together how the answer breaks off, which never looks like a clean end; nothing is sent
     * yet, and what was prepared before is dropped.
     *
     * @return the whole response, to be kept for a repeat of the request
     */
    Response prepareFailure(Problem problem);

    /** Sends what was prepared. */
    void end() throws IOException;

    /** Always called last, however it ended. */
    @Override
    void close();
}
