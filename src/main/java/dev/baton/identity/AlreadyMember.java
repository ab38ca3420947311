package dev.baton.identity;

import dev.baton.platform.problem.Conflict;

/** The person with this address already belongs to the tenant. */
public class AlreadyMember extends Conflict {

    AlreadyMember(Email email) {
        super("already_member", email + " is already a user here.", email.value());
    }
}
