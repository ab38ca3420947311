package dev.baton.prompt;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** Who a message of a prompt speaks as. */
public enum PromptRole {
    SYSTEM,
    USER,
    ASSISTANT;

    /** {@code system}: its name in OpenAI's wire format and in message keys. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
