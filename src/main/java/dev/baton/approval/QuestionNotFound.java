package dev.baton.approval;

import dev.baton.platform.problem.NotFound;

import java.util.UUID;

/** No question under this id about this approval. */
public class QuestionNotFound extends NotFound {

    QuestionNotFound(UUID id) {
        super("question_not_found", "There is no question " + id + ".", id.toString());
    }
}
