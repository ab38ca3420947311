package dev.baton.identity;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An e-mail address, always in lower case, so that one person does not become two. */
public record Email(String value) {

    public static final int MAX_LENGTH = 254;

    private static final Pattern FORM =
            Pattern.compile(
                    "[^\\s@<>\"'(),;:\\\\\\[\\]\\p{Cntrl}]+@[^\\s@<>\"'(),;:\\\\\\[\\]\\p{Cntrl}]+");

    public Email {
        value = value.strip().toLowerCase(Locale.ROOT);
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw new InvalidEmail();
        }
    }

    /** Empty for a text that cannot be an address. */
    public static Optional<Email> parse(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(new Email(text));
        } catch (InvalidEmail e) {
            return Optional.empty();
        }
    }

    /** The part before the @. */
    String mailbox() {
        return value.substring(0, value.indexOf('@'));
    }

    @Override
    public String toString() {
        return value;
    }
}
