package dev.baton.trigger;

import dev.baton.platform.problem.BadInput;

/** A request from outside is larger than a run's input may be. */
public class HookTooLarge extends BadInput {

    /** Bytes. */
    public static final int MOST = 1024 * 1024;

    public HookTooLarge() {
        super(413, "hook_too_large", "The body of a webhook has at most 1 MB.");
    }
}
