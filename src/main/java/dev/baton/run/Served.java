package dev.baton.run;

import java.util.Locale;

/** How sure it is that an outcome which a replay was given is that of the same. */
public enum Served {
    /** All that was sent then would be sent now. */
    SAME,
    /** So are the arguments; how the agent was configured then is not recorded. */
    UNPROVEN;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
