package dev.baton.trigger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a run that is due while one that began before goes on. */
public enum Overlap {
    /** It does not begin. */
    SKIP,
    /** It begins when that one has ended. */
    QUEUE,
    /** Both go on. */
    ALLOW,
    /** That one is cancelled. */
    CANCEL;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Overlap> ofWire(String text) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(text)).findFirst();
    }
}
