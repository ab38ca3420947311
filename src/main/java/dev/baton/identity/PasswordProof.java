package dev.baton.identity;

import java.time.Instant;

/**
 * That somebody knows the password of an account.
 *
 * @param since when it became this one; worth nothing once there is a later one
 */
public record PasswordProof(AccountId account, Instant since) {

    PasswordProof(Account account) {
        this(account.id(), account.passwordChangedAt());
    }
}
