package dev.baton.vault;

import dev.baton.platform.problem.Unavailable;

import java.time.Duration;
import java.util.UUID;

/** A sealed text is damaged, or was moved here from another tenant, purpose or row. */
public class SecretUnreadable extends Unavailable {

    SecretUnreadable(String purpose, UUID row) {
        super(
                500,
                "secret_unreadable",
                "The stored secret " + purpose + " of " + row + " cannot be read.",
                Duration.ZERO);
    }
}
