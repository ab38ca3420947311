package dev.baton.approval;

import dev.baton.platform.problem.Conflict;

/** Approvals that are decided together are of the same step and tool; this one is not. */
public class OtherKind extends Conflict {

    public OtherKind() {
        super(
                "approval_other_kind",
                "It is of another step or tool than the others: decide about it by itself.");
    }
}
