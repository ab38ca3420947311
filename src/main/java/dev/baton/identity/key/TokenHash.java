package dev.baton.identity.key;

import dev.baton.platform.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;

/** SHA-256 of a token: all that is kept of it, and the key under which it is remembered. */
final class TokenHash {

    private final byte[] bytes;

    private TokenHash(byte[] bytes) {
        this.bytes = bytes;
    }

    static TokenHash of(String token) {
        return new TokenHash(Sha256.of(token));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    boolean matches(byte[] stored) {
        return MessageDigest.isEqual(bytes, stored);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
