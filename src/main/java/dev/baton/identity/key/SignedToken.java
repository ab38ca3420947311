package dev.baton.identity.key;

import java.util.UUID;

/** A token just signed. */
record SignedToken(String text, UUID signingKey) {

    private static final int PREFIX = 8;
    private static final int SUFFIX = 4;

    TokenHash hash() {
        return TokenHash.of(text);
    }

    String prefix() {
        return text.substring(0, PREFIX);
    }

    String lastFour() {
        return text.substring(text.length() - SUFFIX);
    }

    @Override
    public String toString() {
        return "SignedToken[" + signingKey + "]";
    }
}
