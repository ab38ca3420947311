package dev.baton.identity;

import dev.baton.platform.problem.Conflict;

/** This address has an open invitation; it can be renewed or revoked. */
public class AlreadyInvited extends Conflict {

    AlreadyInvited(Email email) {
        super("already_invited", email + " is already invited.", email.value());
    }
}
