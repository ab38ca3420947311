package dev.baton.identity;

import dev.baton.platform.problem.Conflict;

/** Somebody already has an account under this address; they sign in instead. */
public class EmailTaken extends Conflict {

    EmailTaken(Email email) {
        super("email_taken", "There is already an account for " + email + ".", email.value());
    }
}
