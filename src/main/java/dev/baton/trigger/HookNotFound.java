package dev.baton.trigger;

import dev.baton.platform.problem.NotFound;

/** No webhook has this address. */
public class HookNotFound extends NotFound {

    HookNotFound() {
        super("hook_not_found", "No webhook has this address.");
    }
}
