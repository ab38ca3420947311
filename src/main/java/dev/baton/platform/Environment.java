package dev.baton.platform;

import java.util.Arrays;
import java.util.Locale;

/**
 * Where this instance runs, as {@code ENVIRONMENT} says; only development forgives what is unsafe.
 */
public enum Environment {
    DEVELOPMENT,
    STAGING,
    PRODUCTION;

    /** A misspelt environment ends the start: it must not pass for development. */
    public static Environment of(String text) {
        return Arrays.stream(values())
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(text.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new BadConfiguration(
                                        "ENVIRONMENT",
                                        "is not an environment",
                                        "Set it to development, staging or production."));
    }
}
