package dev.baton.identity;

import dev.baton.platform.problem.Conflict;

/** The account is suspended, so a new password would be of no use. */
public class AccountSuspended extends Conflict {

    AccountSuspended() {
        super("account_suspended", "This account is suspended; restore it first.");
    }
}
