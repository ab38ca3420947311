package dev.baton.work;

import dev.baton.platform.TextCursor;
import dev.baton.platform.problem.BadInput;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/** Where a page of dead letters continues. */
record DeadLetterCursor(Instant buriedAt, UUID id) {

    private static final DeadLetterCursor START =
            new DeadLetterCursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(0, 0));

    static DeadLetterCursor of(DeadLetter letter) {
        return new DeadLetterCursor(letter.buriedAt(), letter.id());
    }

    static DeadLetterCursor parse(@Nullable String text) {
        var parts = TextCursor.text(text).split("_", 2);
        if (parts[0].isEmpty()) {
            return START;
        }
        try {
            return new DeadLetterCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new BadInput("cursor_invalid", "The cursor is not one of ours.");
        }
    }

    @Override
    public String toString() {
        return TextCursor.of(buriedAt + "_" + id);
    }
}
