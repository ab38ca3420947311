package dev.baton.identity;

import dev.baton.platform.problem.RuleRefused;

/**
 * Nobody resets or suspends themselves: a stolen session could take the account over without its
 * password.
 */
public class OwnAccount extends RuleRefused {

    OwnAccount() {
        super("own_account", "This is your own account; change its password in your profile.");
    }
}
