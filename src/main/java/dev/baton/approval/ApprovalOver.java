package dev.baton.approval;

import dev.baton.platform.problem.Conflict;

/** The approval has ended already. */
public class ApprovalOver extends Conflict {

    ApprovalOver(ApprovalStatus status) {
        super(
                "approval_over",
                "This approval has ended: it is " + status.wire() + ".",
                status.wire());
    }
}
