package dev.baton.run;

import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody thinks of what a run came to. */
public enum Rating {
    UP,
    DOWN;

    /** As the API writes it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Rating> ofWire(@Nullable String text) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(text)).findFirst();
    }

    /**
     * What somebody sent as one.
     *
     * @throws BadInput when it is none
     */
    public static Rating read(@Nullable String text) {
        return ofWire(text)
                .orElseThrow(
                        () ->
                                new BadInput(
                                        "invalid_request",
                                        "rating: one of up, down.",
                                        new FieldProblem("rating", "unknown", "one of up, down")));
    }
}
