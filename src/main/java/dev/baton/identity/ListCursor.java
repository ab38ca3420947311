package dev.baton.identity;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

/**
 * Where a list sorted by a text and an id continues.
 *
 * @param id decides between equal texts
 */
record ListCursor(String text, UUID id) {

    private static final ListCursor START = new ListCursor("", new UUID(0, 0));

    String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((id + text).getBytes(StandardCharsets.UTF_8));
    }

    /** The start of the list for no cursor, and for one that never was ours. */
    static ListCursor parse(@Nullable String encoded) {
        if (encoded == null) {
            return START;
        }
        try {
            var decoded =
                    new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            return new ListCursor(decoded.substring(36), UUID.fromString(decoded.substring(0, 36)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return START;
        }
    }

    /** A search text as the pattern of a LIKE that finds it anywhere. */
    static String containing(String search) {
        var escaped =
                search.strip()
                        .toLowerCase(Locale.ROOT)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_");
        return "%" + escaped + "%";
    }
}
