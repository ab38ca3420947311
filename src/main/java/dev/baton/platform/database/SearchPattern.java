package dev.baton.platform.database;

import java.util.Locale;

/** What somebody searches for, as the pattern of a {@code LIKE} over lower case. */
public final class SearchPattern {

    private SearchPattern() {}

    /** Found anywhere; nothing is found everywhere. */
    public static String containing(String search) {
        var escaped =
                search.strip()
                        .toLowerCase(Locale.ROOT)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_");
        return "%" + escaped + "%";
    }
}
