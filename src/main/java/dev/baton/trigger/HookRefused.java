package dev.baton.trigger;

import dev.baton.platform.problem.Unauthenticated;

/** A request from outside does not show that it knows the secret. */
public class HookRefused extends Unauthenticated {

    HookRefused(String why) {
        super("hook_signature_invalid", why);
    }

    @Override
    public String challenge() {
        return "Signature";
    }
}
