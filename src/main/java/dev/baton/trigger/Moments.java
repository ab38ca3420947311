package dev.baton.trigger;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** Moments as people and programs write them: with an offset, or by the clock of a zone. */
public final class Moments {

    private static final int LONGEST = 40;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private Moments() {}

    /**
     * @param zone IANA name; what is none counts as UTC, it is refused elsewhere
     */
    public static Optional<Instant> read(String text, @Nullable String zone) {
        var written = text.strip();
        if (written.isEmpty() || written.length() > LONGEST) {
            return Optional.empty();
        }
        return offset(written).or(() -> local(written, zone)).filter(Moments::isUsual);
    }

    private static Optional<Instant> offset(String written) {
        try {
            return Optional.of(OffsetDateTime.parse(written).toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> local(String written, @Nullable String zone) {
        try {
            return Optional.of(LocalDateTime.parse(written).atZone(zone(zone)).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static ZoneId zone(@Nullable String zone) {
        return zone != null && ZoneId.getAvailableZoneIds().contains(zone)
                ? ZoneId.of(zone)
                : ZoneOffset.UTC;
    }

    private static boolean isUsual(Instant moment) {
        var year = moment.atZone(ZoneOffset.UTC).getYear();
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }
}
