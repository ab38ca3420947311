package dev.baton.run;

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

    public static Optional<Rating> ofWire(String text) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(text)).findFirst();
    }
}
