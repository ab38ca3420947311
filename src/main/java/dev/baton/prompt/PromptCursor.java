package dev.baton.prompt;

import dev.baton.platform.problem.BadInput;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a list of prompts goes on: after a name, in a form that fits an address. */
final class PromptCursor {

    private PromptCursor() {}

    static String of(String name) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    static String name(@Nullable String cursor) {
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
