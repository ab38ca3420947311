package dev.baton.message;

import dev.baton.model.AnswerChunk;
import java.util.Map;

/** How an entrance writes a streamed answer as server-sent events; each method gives bytes to send. */
public interface StreamForm {

    /** What goes out before the first piece. */
    byte[] opening(AnswerHead head);

    byte[] piece(AnswerChunk chunk);

    /** What goes out after the last piece, once the answer is durable. */
    byte[] ending(Reply reply);

    /**
     * What tells that the answer broke off, and can never be taken for an ending.
     *
     * @param problem the error as the entrance's callers know it
     */
    byte[] failure(Map<String, Object> problem);
}
