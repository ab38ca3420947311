package dev.baton.message;

import dev.baton.model.Answer;

/** How an entrance writes a whole answer; the same bytes are sent and kept. */
public interface AnswerFormat {

    /** The response body, UTF-8 JSON. */
    byte[] write(Answer answer, Reply reply);
}
