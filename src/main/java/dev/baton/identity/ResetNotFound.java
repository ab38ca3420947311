package dev.baton.identity;

import dev.baton.platform.problem.NotFound;

/** The link for a new password does not count, or not any more; nothing says which. */
public class ResetNotFound extends NotFound {

    ResetNotFound() {
        super("reset_not_found", "This link for a new password is no longer valid.");
    }
}
