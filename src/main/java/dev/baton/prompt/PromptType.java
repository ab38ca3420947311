package dev.baton.prompt;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** The shape of a prompt template, chosen once. */
public enum PromptType {
    /** Blocks, each with its role. */
    CHAT,
    /** One text: the question when it declares {@code input}, else an instruction. */
    TEXT;

    /** {@code chat}: its name in the API and in message keys. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
