package dev.baton.approval;

import dev.baton.platform.problem.Conflict;

/** The same person has decided before, and a decision stays. */
public class DecidedOtherwise extends Conflict {

    DecidedOtherwise(Verdict before) {
        super(
                "approval_decided_before",
                "You have decided already: " + before.wire() + ".",
                before.wire());
    }
}
