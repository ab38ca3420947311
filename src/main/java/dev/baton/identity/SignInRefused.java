package dev.baton.identity;

import dev.baton.platform.problem.Denied;

/** Address and password do not belong together; whether the address is known stays unsaid. */
public class SignInRefused extends Denied {

    SignInRefused() {
        super("sign_in_refused", "The e-mail address or the password is wrong.");
    }
}
