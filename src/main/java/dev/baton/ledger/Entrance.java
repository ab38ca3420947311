package dev.baton.ledger;

import java.util.Locale;

/** Where a call came in. */
public enum Entrance {
    MESSAGES,
    CHAT_COMPLETIONS,
    CONSOLE,
    /** A step of a run. */
    RUN;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
