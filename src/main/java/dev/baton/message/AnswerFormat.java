package dev.baton.message;

import dev.baton.model.Answer;
import dev.baton.platform.problem.Problem;

/** How an entrance writes a whole answer; what is sent is also what is kept. */
public interface AnswerFormat {

    Response write(Answer answer, Reply reply);

    /** What the caller gets when the call failed; kept when the call may have had an effect. */
    Response failure(Problem problem);
}
