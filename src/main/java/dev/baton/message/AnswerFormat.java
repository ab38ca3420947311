package dev.baton.message;

import dev.baton.model.Answer;
import dev.baton.platform.problem.Problem;

/**
 * How an entrance writes a whole answer; what is sent is also what is kept.
 *
 * <p>The order is {@link #begin}, then {@link #write} or {@link #failure}, and {@link #close}. A
 * question that is refused is none of its business.
 */
public interface AnswerFormat extends AutoCloseable {

    /** @param cancel ends the call; for use when the caller is seen to leave before the answer */
    default void begin(AnswerHead head, Runnable cancel) {}

    Response write(Answer answer, Reply reply);

    /** What the caller gets when the call failed; kept when the call may have had an effect. */
    Response failure(Problem problem);

    /** Called before anything is sent. */
    @Override
    default void close() {}
}
