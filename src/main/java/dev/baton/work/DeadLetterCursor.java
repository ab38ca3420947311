package dev.baton.work;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of dead letters continues. */
record DeadLetterCursor(Instant buriedAt, UUID id) {

    private static final DeadLetterCursor START =
            new DeadLetterCursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(0, 0));

    static DeadLetterCursor of(DeadLetter letter) {
        return new DeadLetterCursor(letter.buriedAt(), letter.id());
    }

    static DeadLetterCursor parse(@Nullable String text) {
        if (text == null) {
            return START;
        }
        try {
            var parts = text.split("_", 2);
            return new DeadLetterCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new BadInput(
                    "bad_cursor",
                    "The cursor is none that a page has given.",
                    new FieldProblem("after", "invalid", "The next_cursor of the page before"));
        }
    }

    @Override
    public String toString() {
        return buriedAt + "_" + id;
    }
}
