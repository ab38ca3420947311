package dev.baton.approval;

import dev.baton.platform.problem.Conflict;

/** What was decided about is not what is asked: the hash is another. */
public class ApprovalChanged extends Conflict {

    ApprovalChanged(String actionHash) {
        super(
                "approval_changed",
                "This is not what is to be approved: its hash is " + actionHash + ".",
                actionHash);
    }
}
