package dev.baton.ledger;

import dev.baton.platform.TextCursor;
import dev.baton.platform.problem.BadInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of the log ended: the list continues after this call. */
public record UsageCursor(Instant endedAt, UUID id) {

    static UsageCursor of(UsageRow row) {
        return new UsageCursor(row.endedAt(), row.id());
    }

    /** From its text; null, which is the beginning, for none. */
    public static @Nullable UsageCursor read(@Nullable String cursor) {
        var text = TextCursor.text(cursor);
        if (text.isEmpty()) {
            return null;
        }
        try {
            var parts = text.split(" ", 2);
            return new UsageCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new BadInput("cursor_invalid", "The cursor is not one of ours.");
        }
    }

    String text() {
        return TextCursor.of(endedAt + " " + id);
    }
}
