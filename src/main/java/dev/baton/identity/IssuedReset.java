package dev.baton.identity;

import java.time.Instant;

/**
 * A link for a new password with its secret, which is told once.
 *
 * @param token goes into {@code /password-resets/{token}}
 */
public record IssuedReset(Email email, Instant expiresAt, String token) {

    public String path() {
        return "/password-resets/" + token;
    }

    @Override
    public String toString() {
        return "IssuedReset[" + email + "]";
    }
}
