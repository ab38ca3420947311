package dev.baton.approval;

import dev.baton.platform.problem.NotFound;

import java.util.UUID;

/** No approval under this id. */
public class ApprovalNotFound extends NotFound {

    ApprovalNotFound(UUID id) {
        super("approval_not_found", "There is no approval " + id + ".", id.toString());
    }
}
