package dev.baton.approval;

import dev.baton.platform.Ids;
import dev.baton.platform.TextCursor;
import dev.baton.platform.problem.BadInput;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** The order in which approvals are due, and how a list goes on in it. */
final class DueOrder {

    static final UUID LAST = new UUID(-1L, -1L);

    static final Due FIRST = new Due(new UUID(0, 0), Instant.EPOCH);

    static final Comparator<Due> ORDER =
            Comparator.comparing(Due::at).thenComparing(Due::id, Ids.ORDER);

    private DueOrder() {}

    static String cursor(Due due) {
        return TextCursor.of(due.at() + " " + due.id());
    }

    static Due read(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return FIRST;
        }
        var parts = TextCursor.text(cursor).split(" ");
        try {
            var at = Instant.parse(parts[0]);
            if (parts.length == 2 && !at.isBefore(FIRST.at()) && !at.isAfter(Due.NEVER)) {
                return new Due(UUID.fromString(parts[1]), at);
            }
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            // Told below, as one that has not two parts.
        }
        throw new BadInput("cursor_invalid", "The cursor is not one of ours.");
    }
}
