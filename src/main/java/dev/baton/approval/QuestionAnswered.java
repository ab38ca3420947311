package dev.baton.approval;

import dev.baton.platform.problem.Conflict;

/** The question has an answer, and an answer stays. */
public class QuestionAnswered extends Conflict {

    QuestionAnswered() {
        super("question_answered", "This question has an answer already.");
    }
}
