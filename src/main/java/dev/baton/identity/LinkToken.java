package dev.baton.identity;

import dev.baton.platform.Sha256;
import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret part of a link that is handed to somebody: 256 random bits, shown once and kept only
 * as a hash.
 *
 * @param value 43 characters that need no escaping in an address
 */
record LinkToken(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    static LinkToken random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new LinkToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Empty for anything that was never a token of ours. */
    static Optional<LinkToken> parse(@Nullable String text) {
        return text != null && FORM.matcher(text).matches()
                ? Optional.of(new LinkToken(text))
                : Optional.empty();
    }

    byte[] hash() {
        return Sha256.of(value);
    }

    @Override
    public String toString() {
        return "LinkToken[…]";
    }
}
