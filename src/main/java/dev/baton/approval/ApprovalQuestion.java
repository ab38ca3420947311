package dev.baton.approval;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * What somebody who decides wanted to know, and what they were told.
 *
 * @param asker their e-mail address
 * @param answeredAt null while nobody has answered
 * @param answerer e-mail address of who answered
 */
public record ApprovalQuestion(
        UUID id,
        ApprovalId approval,
        Instant askedAt,
        UUID askerAccount,
        String asker,
        String question,
        @Nullable Instant answeredAt,
        @Nullable UUID answererAccount,
        @Nullable String answerer,
        @Nullable String answer) {

    /** The same with its texts as they are to be kept, or as they were. */
    ApprovalQuestion with(String otherQuestion, @Nullable String otherAnswer) {
        return new ApprovalQuestion(
                id,
                approval,
                askedAt,
                askerAccount,
                asker,
                otherQuestion,
                answeredAt,
                answererAccount,
                answerer,
                otherAnswer);
    }

    public boolean isOpen() {
        return answeredAt == null;
    }
}
