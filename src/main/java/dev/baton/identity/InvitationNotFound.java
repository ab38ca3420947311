package dev.baton.identity;

import dev.baton.platform.problem.NotFound;

/** No invitation counts under this link or id: wrong, used, expired and revoked look the same. */
public class InvitationNotFound extends NotFound {

    public InvitationNotFound() {
        super(
                "invitation_not_found",
                "This invitation is not valid, or no longer valid.");
    }
}
