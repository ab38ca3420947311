package dev.baton.vault;

import dev.baton.platform.BadConfiguration;
import dev.baton.platform.Environment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What may be a master key: long enough everywhere, and outside development not one to be guessed.
 */
final class SecretKeyRules {

    static final int LEAST_BYTES = 32;
    private static final int LEAST_DIFFERENT_CHARACTERS = 10;
    private static final int LONGEST_REPEATED_PART = 16;
    private static final String REMEDY =
            "Set it to at least 32 random bytes, for example the output of: openssl rand -base64"
                    + " 48";

    /** Parts of the keys that examples and tutorials print. */
    private static final List<String> WELL_KNOWN =
            List.of(
                    "changeme",
                    "change-me",
                    "change_me",
                    "change this",
                    "change-this",
                    "change_this",
                    "replace",
                    "example",
                    "insecure",
                    "default",
                    "secret",
                    "password",
                    "your-",
                    "your_",
                    "development",
                    "0123456789",
                    "1234567890",
                    "abcdefghij",
                    "qwerty");

    private SecretKeyRules() {}

    static void check(String variable, String key, Environment environment) {
        if (key.getBytes(StandardCharsets.UTF_8).length < LEAST_BYTES) {
            throw new BadConfiguration(variable, "is shorter than 32 bytes", REMEDY);
        }
        if (environment != Environment.DEVELOPMENT && isGuessable(key)) {
            throw new BadConfiguration(
                    variable, "is a default, an example or too easy to guess", REMEDY);
        }
    }

    static BadConfiguration missing() {
        return new BadConfiguration("SECRET_KEY", "is not set", REMEDY);
    }

    private static boolean isGuessable(String key) {
        var lower = key.toLowerCase(Locale.ROOT);
        return key.chars().distinct().count() < LEAST_DIFFERENT_CHARACTERS
                || WELL_KNOWN.stream().anyMatch(lower::contains)
                || repeatsItself(key);
    }

    private static boolean repeatsItself(String key) {
        for (int length = 1; length <= LONGEST_REPEATED_PART; length++) {
            var part = key.substring(0, length);
            if (part.repeat(key.length() / length + 1).startsWith(key)) {
                return true;
            }
        }
        return false;
    }
}
