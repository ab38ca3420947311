package dev.baton.vault;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** A sealed text in its parts: {@code v1:<data key>:<nonce>:<ciphertext>}, base64url. */
record Sealed(int keyVersion, byte[] nonce, byte[] encrypted) {

    private static final Pattern FORM =
            Pattern.compile("v1:([0-9]{1,9}):([A-Za-z0-9_-]{16}):([A-Za-z0-9_-]{22,})");

    private static final byte[] BEGINNING = {'v', '1', ':'};

    /** Whether it is worth the while to look at the whole. */
    static boolean mayBe(byte[] utf8) {
        return utf8.length > BEGINNING.length
                && Arrays.equals(BEGINNING, 0, BEGINNING.length, utf8, 0, BEGINNING.length);
    }

    static Optional<Sealed> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            var decoder = Base64.getUrlDecoder();
            return Optional.of(
                    new Sealed(
                            Integer.parseInt(match.group(1)),
                            decoder.decode(match.group(2)),
                            decoder.decode(match.group(3))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String text() {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return "v1:%d:%s:%s"
                .formatted(
                        keyVersion,
                        encoder.encodeToString(nonce),
                        encoder.encodeToString(encrypted));
    }
}
