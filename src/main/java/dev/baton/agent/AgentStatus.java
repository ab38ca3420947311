package dev.baton.agent;

import java.util.Locale;

/** Whether an agent takes calls now. */
public enum AgentStatus {
    ACTIVE,
    /** Disabled, or not heard of for too long, or what it needs is switched off. */
    INACTIVE,
    /** As many calls are in flight as it may have at a time. */
    BUSY;

    /** {@code active}: its name in the API and in message keys. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
