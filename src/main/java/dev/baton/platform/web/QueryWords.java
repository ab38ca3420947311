package dev.baton.platform.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Words of an address, read as what they stand for; null when they say nothing to us. */
public final class QueryWords {

    private QueryWords() {}

    public static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }

    public static @Nullable LocalDate date(@Nullable String text) {
        try {
            // Four digits: years beyond are more than the database can count.
            return text == null || text.length() != 10 ? null : LocalDate.parse(text);
        } catch (DateTimeParseException notOne) {
            return null;
        }
    }
}
