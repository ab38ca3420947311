package dev.baton.identity;

import dev.baton.platform.problem.NotFound;

/** No such person, or not one this tenant knows. */
public class AccountNotFound extends NotFound {

    public AccountNotFound(AccountId id) {
        super("account_not_found", "There is no user " + id + ".", id.toString());
    }
}
