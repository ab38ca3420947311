package dev.baton.identity;

import java.util.Locale;
import java.util.Set;

/**
 * Which passwords are taken: long ones that are not the address and not everybody's. No rule about
 * kinds of characters: length is what counts.
 */
final class PasswordRules {

    static final int MIN_LENGTH = 12;
    static final int MAX_LENGTH = 128;

    private static final int MIN_DISTINCT = 5;

    /** Beginnings that make a long password as guessable as the short one it extends. */
    private static final Set<String> COMMON =
            Set.of(
                    "password",
                    "passw0rd",
                    "p@ssword",
                    "p@ssw0rd",
                    "contraseña",
                    "contrasena",
                    "123456789",
                    "1234567890",
                    "987654321",
                    "qwertyuiop",
                    "qwerty",
                    "1q2w3e4r5t",
                    "iloveyou",
                    "letmein",
                    "welcome",
                    "administrator",
                    "admin",
                    "changeme",
                    "secret",
                    "baton");

    private PasswordRules() {}

    /** Refuses with the first rule that is broken. */
    static void check(String password, Email owner) {
        var length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH) {
            throw new PasswordRefused("too_short");
        }
        if (length > MAX_LENGTH) {
            throw new PasswordRefused("too_long");
        }
        var plain = password.toLowerCase(Locale.ROOT);
        if (plain.contains(owner.value()) || isWordAndDigits(plain, owner.mailbox())) {
            throw new PasswordRefused("is_email");
        }
        if (plain.codePoints().distinct().count() < MIN_DISTINCT
                || COMMON.stream().anyMatch(word -> isWordAndDigits(plain, word))) {
            throw new PasswordRefused("too_common");
        }
    }

    /** The word, perhaps repeated, with nothing around it but digits and marks. */
    private static boolean isWordAndDigits(String plain, String word) {
        return word.length() > 3
                && plain.contains(word)
                && plain.replace(word, "").chars().noneMatch(Character::isLetter);
    }
}
