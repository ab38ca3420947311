package dev.baton.identity.key;

/** The token is not one of ours. Carries no reason: none is told, and none is logged. */
final class InvalidToken extends Exception {

    static final InvalidToken INSTANCE = new InvalidToken();

    private InvalidToken() {
        super("invalid token", null, false, false);
    }
}
