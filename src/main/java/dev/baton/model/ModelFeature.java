package dev.baton.model;

import java.util.Locale;

/** What a model can do beside answering in text; told to people who choose one. */
public enum ModelFeature {
    TOOLS,
    IMAGES,
    JSON_SCHEMA,
    REASONING;

    /** {@code json_schema}: its name in the API and in message keys. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
