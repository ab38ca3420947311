package dev.baton.approval;

import java.util.Locale;

/** How much may go wrong, as whoever asks has declared it. */
public enum Risk {
    LOW,
    MEDIUM,
    HIGH;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
