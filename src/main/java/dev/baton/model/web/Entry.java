package dev.baton.model.web;

import dev.baton.model.InvalidModel;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Reads what people type into a field; what cannot be read is refused at that field. */
final class Entry {

    private Entry() {}

    static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    static boolean isBlank(@Nullable String typed) {
        return typed == null || typed.isBlank();
    }

    static @Nullable BigDecimal decimal(String field, @Nullable String typed) {
        if (isBlank(typed)) {
            return null;
        }
        try {
            return new BigDecimal(text(typed));
        } catch (NumberFormatException e) {
            throw new InvalidModel(field, "not_a_number", "A number with a dot.");
        }
    }

    static @Nullable Integer count(String field, @Nullable String typed) {
        if (isBlank(typed)) {
            return null;
        }
        try {
            return Integer.valueOf(text(typed));
        } catch (NumberFormatException e) {
            throw new InvalidModel(field, "not_a_number", "A whole number.");
        }
    }

    /** The beginning of the day where the viewer is. */
    static @Nullable Instant day(String field, @Nullable String typed, ZoneId zone) {
        if (isBlank(typed)) {
            return null;
        }
        try {
            return LocalDate.parse(text(typed)).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidModel(field, "not_a_date", "A date.");
        }
    }
}
