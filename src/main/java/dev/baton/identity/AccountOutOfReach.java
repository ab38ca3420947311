package dev.baton.identity;

import dev.baton.platform.problem.Denied;

/** The account is not only this tenant's business: operators of the platform see to it. */
public class AccountOutOfReach extends Denied {

    AccountOutOfReach() {
        super(
                "account_out_of_reach",
                "Only an operator of the platform can do this for this account.");
    }
}
