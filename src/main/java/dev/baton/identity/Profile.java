package dev.baton.identity;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.Locale;

/**
 * What people choose for themselves.
 *
 * @param theme {@code system}, {@code light} or {@code dark}
 * @param zone in which times are told; null for the current tenant's
 */
public record Profile(String name, Locale language, String theme, @Nullable ZoneId zone) {

    /** A new person: the language they were met in, everything else as it comes. */
    public static Profile of(String name, Locale language) {
        return new Profile(name, language, "system", null);
    }

    Profile withLanguage(Locale other) {
        return new Profile(name, other, theme, zone);
    }

    Profile withTheme(String other) {
        return new Profile(name, language, other, zone);
    }

    @Nullable String zoneText() {
        return zone == null ? null : zone.getId();
    }
}
