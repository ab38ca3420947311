package dev.baton.platform;

import dev.baton.platform.problem.BadInput;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A text that a list continues after, in a form that fits an address and invites no guessing. */
public final class TextCursor {

    private TextCursor() {}

    public static String of(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text; empty for no cursor, which is before every text. */
    public static String text(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return "";
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadInput("cursor_invalid", "The cursor is not one of ours.");
        }
    }
}
